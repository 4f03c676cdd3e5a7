package org.keepuntil.residue;

/**
 * How much of what was rewritten is read again.
 *
 * @param pages of each table at most, spread evenly; a larger table is not read through
 */
public record Depth(long pages) {
    /** Enough to see whether it has worked. */
    public static final Depth SAMPLE = new Depth(1000);

    /** All of it. */
    public static final Depth WHOLE = new Depth(Long.MAX_VALUE);
}
