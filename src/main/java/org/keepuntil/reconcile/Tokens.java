package org.keepuntil.reconcile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Many keyed tokens in little memory: eight bytes of each. That one is among them by chance happens once in so many thousand million
 * million that it is looked at again, and no record is ever missed.
 */
final class Tokens {
    private static final int FIRST_ROOM = 1024;

    private long[] starts = new long[FIRST_ROOM];
    private int size;
    private boolean sorted;

    void add(String token) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
        }
        starts[size++] = start(token);
        sorted = false;
    }

    boolean mayHave(String token) {
        if (!sorted) {
            Arrays.sort(starts, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(starts, 0, size, start(token)) >= 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private static long start(String token) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token)).getLong();
    }
}
