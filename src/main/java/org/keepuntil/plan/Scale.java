package org.keepuntil.plan;

/** The end of the scale of a chart. */
public final class Scale {
    private Scale() {}

    /** The least number from {@code greatest} on that is round, and whose half is round too: 2, 12, 120, 1,000. */
    public static long upTo(long greatest) {
        long step = 2;
        while (greatest > 10 * step) {
            step *= 10;
        }
        return Math.max(step, (greatest + step - 1) / step * step);
    }
}
