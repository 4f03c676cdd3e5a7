package org.keepuntil.dispose;

/**
 * A range of a plan's list, which is in the order of the keys, and how far it is worked through.
 *
 * @param number 0 for the whole list, else that of a part of it
 * @param position the last candidate that was looked at
 */
record Slice(int number, long first, long last, long position) {
    static final int WHOLE = 0;

    boolean isDone() {
        return position >= last;
    }

    long looked() {
        return position - first + 1;
    }
}
