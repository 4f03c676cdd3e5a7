package org.keepuntil.examples;

/**
 * Something that an example expects and that is otherwise.
 *
 * @param what the word of the file, for a status with its day
 */
public record Difference(String what, String expected, String actual) {
    /** {@code eligible on: expected 2029-02-28, but it is 2029-03-01}. */
    @Override
    public String toString() {
        return what + ": expected " + expected + ", but it is " + actual;
    }
}
