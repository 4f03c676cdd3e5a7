package org.keepuntil.reconcile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Many keyed tokens in little memory: the first 48 bits of each, in about five bytes. That one is among a million of them by chance happens
 * once in three hundred million times, and then the log is looked at again; no record is ever missed.
 */
final class Tokens {
    private static final int FIRST_BYTES = 6;
    private static final int FIRST_LETTERS = 8;
    private static final int FIRST_ROOM = 4;

    /** The bits after the first sixteen, of the tokens that begin with these. */
    private final int[][] rests = new int[1 << Short.SIZE][];

    private final int[] sizes = new int[1 << Short.SIZE];
    private boolean any;
    private boolean sorted;

    /** Adds a token as the log writes it, in base64url, wherever it stands. */
    void add(byte[] text, int at) {
        add(first(text, at));
    }

    /** Whether a token that is written so may be among them. */
    boolean mayHave(byte[] text, int at) {
        return mayHave(first(text, at));
    }

    private static byte[] first(byte[] text, int at) {
        return Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, at, at + FIRST_LETTERS));
    }

    private void add(byte[] first) {
        int head = head(first);
        int[] rest = rests[head];
        if (rest == null) {
            rest = new int[FIRST_ROOM];
        } else if (sizes[head] == rest.length) {
            rest = Arrays.copyOf(rest, rest.length + Math.max(FIRST_ROOM, rest.length / 8));
        }
        rest[sizes[head]++] = rest(first);
        rests[head] = rest;
        any = true;
        sorted = false;
    }

    /** Whether a token of these bytes may be among them. */
    boolean mayHave(byte[] token) {
        if (!sorted) {
            for (int head = 0; head < rests.length; head++) {
                if (sizes[head] > 1) {
                    Arrays.sort(rests[head], 0, sizes[head]);
                }
            }
            sorted = true;
        }
        int head = head(token);
        return sizes[head] > 0 && Arrays.binarySearch(rests[head], 0, sizes[head], rest(token)) >= 0;
    }

    boolean isEmpty() {
        return !any;
    }

    private static int head(byte[] token) {
        return Short.toUnsignedInt(ByteBuffer.wrap(token).getShort());
    }

    private static int rest(byte[] token) {
        return ByteBuffer.wrap(token, Short.BYTES, FIRST_BYTES - Short.BYTES).getInt();
    }
}
