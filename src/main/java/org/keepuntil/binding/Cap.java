package org.keepuntil.binding;

import java.math.BigDecimal;

/**
 * How many records of a class one run may dispose of before a person looks at its plan: no more than either number says.
 *
 * @param share of the records of the class, in hundredths of a percent
 */
public record Cap(int share, long records) {
    /** What holds for a class whose binding says nothing: 10% of its records, and never more than 10,000. */
    public static final Cap DEFAULT = new Cap(1_000, 10_000);

    private static final int WHOLE = 10_000;

    /** How many may go of so many; a share that is not a whole number of records is rounded up, so that small classes are not stuck. */
    public long of(long total) {
        long ofShare = Math.floorDiv(Math.addExact(Math.multiplyExact(total, share), WHOLE - 1L), WHOLE);
        return Math.min(records, ofShare);
    }

    /** The share as a binding writes it: {@code 10%}, {@code 0.5%}. */
    public String percent() {
        return BigDecimal.valueOf(share, 2).stripTrailingZeros().toPlainString() + "%";
    }
}
