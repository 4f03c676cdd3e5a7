package org.keepuntil.report;

import java.time.Instant;
import java.util.List;

/**
 * The reports of all runs of a period, the earliest first.
 *
 * @param at when the last of its runs ended; the beginning of the period where there was none
 */
record PeriodReport(Period period, String database, String programVersion, Instant at, List<RunReport> runs) {
    PeriodReport {
        runs = List.copyOf(runs);
    }

    /** What it is called among the reports of one database; also a name for its directory. */
    String id() {
        return period.id();
    }
}
