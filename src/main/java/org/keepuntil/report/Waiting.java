package org.keepuntil.report;

/**
 * What stands on the review list under one rule when the run ended.
 *
 * @param decideWithin days within which somebody should have decided
 * @param overdue those that have waited for longer
 */
public record Waiting(String rule, int decideWithin, long records, long overdue) {
    String words() {
        String listed = Words.count(records, "record is", "records are") + " on the review list";
        return overdue == 0
                ? listed
                : listed + ", " + Words.number(overdue) + " of them overdue: undecided after " + decideWithin + " days";
    }
}
