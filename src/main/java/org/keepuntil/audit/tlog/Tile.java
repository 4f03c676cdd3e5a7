package org.keepuntil.audit.tlog;

import java.util.Locale;

/**
 * A row of hashes of the tree, as C2SP tlog-tiles keeps them: 256 at most, those of the nodes 8 × level generations above the leaves.
 *
 * @param level 0 for the hashes of leaves
 * @param index which of its level, from the left
 * @param width how many hashes it has: fewer than 256 only at the tree's right edge
 */
public record Tile(int level, long index, int width) {
    /** How many hashes a full tile has, and how many entries a full bundle. */
    public static final int FULL = 256;

    /** How many generations of the tree a tile has. */
    public static final int HEIGHT = 8;

    private static final int DIGITS = 1000;

    public Tile {
        if (level < 0 || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("no tile " + level + ", " + index + ", " + width);
        }
    }

    /** How many hashes the tile at that place has in the tree of a size; 0 where there is none. */
    public static int widthIn(long size, int level, long index) {
        long hashes = (size >>> (HEIGHT * level)) - index * FULL;
        return (int) Math.max(0, Math.min(FULL, hashes));
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** How many bytes it has. */
    public int bytes() {
        return width * Hash.BYTES;
    }

    /** Where it is found, below the log's directory. */
    public String path() {
        return "tile/" + level + "/" + number(index) + partial(width);
    }

    /** Where the bundle of the entries with those leaves is found, below the log's directory. */
    public static String bundlePath(long index, int width) {
        return "tile/entries/" + number(index) + partial(width);
    }

    /**
     * The root of the complete subtree over some of a tile's hashes.
     *
     * @param count a power of two
     */
    static Hash root(byte[] hashes, int first, int count) {
        if (count == 1) {
            return Hash.at(hashes, first);
        }
        int half = count / 2;
        return Hash.node(root(hashes, first, half), root(hashes, first + half, half));
    }

    /** The root of a full tile: what stands for it in the level above. */
    public static Hash root(byte[] full) {
        return root(full, 0, FULL);
    }

    /** The hash at a place in a tile's bytes. */
    public static Hash hash(byte[] tile, int place) {
        return Hash.at(tile, place);
    }

    /** Three digits at a time, each but the last with an x before it. */
    private static String number(long index) {
        String number = String.format(Locale.ROOT, "%03d", index % DIGITS);
        for (long rest = index / DIGITS; rest > 0; rest /= DIGITS) {
            number = String.format(Locale.ROOT, "x%03d/", rest % DIGITS) + number;
        }
        return number;
    }

    private static String partial(int width) {
        return width == FULL ? "" : ".p/" + width;
    }
}
