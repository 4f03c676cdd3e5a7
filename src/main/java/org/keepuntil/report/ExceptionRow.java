package org.keepuntil.report;

/**
 * A record that was planned and not disposed of.
 *
 * @param record the keyed token that stands for the record
 * @param reason a sentence of the program's own: never a value of the record, never a message of the database
 */
public record ExceptionRow(String recordClass, String record, Outcome outcome, String reason) {
    public ExceptionRow {
        if (outcome == Outcome.DONE) {
            throw new IllegalArgumentException("a record that is done is no exception");
        }
    }
}
