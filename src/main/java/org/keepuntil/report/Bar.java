package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keepuntil.decide.Status;

/**
 * A bar of the statuses of a class, and the lines of the table beside it.
 *
 * @param title what it shows, for those who hear it
 * @param description every number in it, likewise
 * @param lines a line for each status that a record has; letters join line and part
 * @param drawn whether there is anything to draw
 * @param otherwise the statuses that no record has
 */
record Bar(
        String title,
        String description,
        List<Line> lines,
        boolean drawn,
        boolean anyLines,
        boolean anyOtherwise,
        String otherwise) {
    /** The least width that can be seen, in per cent. */
    private static final double VISIBLE = 0.6;

    private static final double ROOM_FOR_A_LETTER = 4;

    /** One part of the bar; x, width and middle in per cent. */
    record Line(
            String letter,
            String word,
            String meaning,
            String fill,
            String records,
            String share,
            String x,
            String width,
            String middle,
            boolean lettered) {}

    static Bar of(ClassReport c) {
        List<Map.Entry<Status, Long>> present =
                c.statuses().entrySet().stream().filter(e -> e.getValue() != 0).toList();
        long whole = present.stream().mapToLong(e -> Math.max(0, e.getValue())).sum();
        double[] widths = widths(present, whole);
        List<Line> lines = new ArrayList<>();
        double x = 0;
        for (int i = 0; i < widths.length; i++) {
            Map.Entry<Status, Long> entry = present.get(i);
            lines.add(line((char) ('A' + i), entry.getKey(), entry.getValue(), whole, x, widths[i]));
            x += widths[i];
        }
        return new Bar(
                c.title() + ": records by status",
                describe(lines, c),
                lines,
                whole > 0,
                !lines.isEmpty(),
                !otherwise(c).isEmpty(),
                otherwise(c));
    }

    /** Shares of the bar, the small ones widened at the cost of the others. */
    private static double[] widths(List<Map.Entry<Status, Long>> present, long whole) {
        double[] widths = present.stream()
                .mapToDouble(e -> whole == 0 ? 0 : Math.max(VISIBLE, 100.0 * e.getValue() / whole))
                .toArray();
        double sum = 0;
        for (double width : widths) {
            sum += width;
        }
        for (int i = 0; i < widths.length && sum > 0; i++) {
            widths[i] *= 100 / sum;
        }
        return widths;
    }

    private static Line line(char letter, Status status, long count, long whole, double x, double width) {
        StatusLook look = new StatusLook(status);
        return new Line(
                String.valueOf(letter),
                status.word(),
                look.meaning(),
                look.fill(),
                Words.number(count),
                Words.share(count, whole),
                percent(x),
                percent(width),
                percent(x + width / 2),
                width >= ROOM_FOR_A_LETTER);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.3f%%", value);
    }

    private static String describe(List<Line> lines, ClassReport c) {
        StringBuilder words = new StringBuilder("A bar of " + Words.records(c.total()) + ". ");
        lines.forEach(line ->
                words.append("%s: %s, %s. ".formatted(Words.capitalised(line.word()), line.records(), line.share())));
        return words.toString().strip();
    }

    private static String otherwise(ClassReport c) {
        List<String> none = c.statuses().entrySet().stream()
                .filter(e -> e.getValue() == 0)
                .map(e -> e.getKey().word())
                .toList();
        return String.join(", ", none);
    }
}
