package org.keepuntil.report;

import java.util.Locale;

/**
 * A column of a chart. Positions across are in per cent of the picture's width, positions down in pixels.
 *
 * @param middle where its letter stands
 */
record Column(String x, String width, String middle, String y, String height) {
    /** The left of the first column: beside it stand the numbers of the scale. */
    private static final double LEFT = 9;

    private static final double GAP = 0.22;

    /** How high columns are at most, and where they stand. */
    private static final int HIGHEST = 140;

    private static final int GROUND = 160;

    /** @param full how many records a column of full height stands for */
    static Column of(int index, int of, long records, long full) {
        double slot = (100 - LEFT) / of;
        double width = slot * (1 - GAP);
        double x = LEFT + index * slot + slot * GAP / 2;
        double height = height(records, full);
        return new Column(percent(x), percent(width), percent(x + width / 2), pixels(GROUND - height), pixels(height));
    }

    /** What is more than nothing can be seen. */
    private static double height(long records, long full) {
        return records <= 0 ? 0 : Math.max(1.5, (double) HIGHEST * records / full);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
