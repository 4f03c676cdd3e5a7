package org.keepuntil.audit.verify;

/**
 * Something that is not as it should be.
 *
 * @param where what is wrong: an entry, a tile, a table with its row
 * @param what a sentence without its full stop that says how; no personal data
 */
public record Finding(String where, String what) {
    /** Both, as a line. */
    public String line() {
        return where + ": " + what;
    }
}
