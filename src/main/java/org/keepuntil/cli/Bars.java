package org.keepuntil.cli;

import java.util.Locale;
import org.keepuntil.plan.Scale;

/**
 * Bars in plain text, all on one scale: of block characters, down to an eighth of a column, or of {@code #} where a terminal cannot show
 * those.
 */
final class Bars {
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    /** Wide enough to compare, narrow enough to leave a line readable. */
    private static final int WIDEST = 50;

    private static final int NARROWEST = 10;

    private final long full;
    private final int width;
    private final boolean blocks;

    private Bars(long full, int width, boolean blocks) {
        this.full = full;
        this.width = width;
        this.blocks = blocks;
    }

    /**
     * Bars for numbers up to a greatest.
     *
     * @param taken columns of a line that something else takes
     */
    static Bars upTo(long greatest, int taken, Console console, Surroundings surroundings) {
        int room = Math.max(NARROWEST, Math.min(WIDEST, console.width() - taken));
        return new Bars(Scale.upTo(greatest), room, !console.terminal() || isUtf8(surroundings));
    }

    /** What a terminal shows goes by the locale, the first of these that is set; files are UTF-8 whatever it is. */
    private static boolean isUtf8(Surroundings surroundings) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = surroundings.get(variable);
            if (locale != null) {
                String lower = locale.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    /** The scale: nothing, half of it, all of it, each above its place. */
    String axis() {
        String half = Words.number(full / 2);
        String all = Words.number(full);
        int beforeHalf = width / 2 - half.length() - 1;
        int beforeAll = width - width / 2 - all.length();
        String middle = beforeHalf < 1 || beforeAll < 1 ? "" : " ".repeat(beforeHalf) + half;
        String end = " ".repeat(Math.max(1, width - 1 - middle.length() - all.length())) + all;
        return "0" + middle + end;
    }

    /** The bar of a number; what is more than nothing can be seen. */
    String of(long number) {
        if (number <= 0) {
            return "";
        }
        if (!blocks) {
            return "#".repeat((int) Math.max(1, Math.round((double) number * width / full)));
        }
        int eighths = (int) Math.max(1, Math.round(8.0 * number * width / full));
        String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return "█".repeat(eighths / 8) + rest;
    }
}
