package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is known of the run itself.
 *
 * @param operator the database role, or the account, that ran it
 * @param asOf the one day for which every record was decided
 * @param finished empty where the run never said that it had ended
 * @param exitMeaning the exit code in words
 * @param log the run's entries in the audit log; empty where it wrote none
 */
public record RunFacts(
        String id,
        String database,
        String operator,
        LocalDate asOf,
        Instant started,
        Optional<Instant> finished,
        String programVersion,
        RunState state,
        int exitCode,
        String exitMeaning,
        Optional<LogRange> log) {

    /** The first and the last index of the run's entries in the audit log, both counted. Indexes start at 0. */
    public record LogRange(long first, long last) {
        boolean contains(long index) {
            return first <= index && index <= last;
        }
    }
}
