package org.keepuntil.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The reports of all runs of a period, the earliest first. */
record PeriodReport(Period period, String database, String programVersion, List<RunReport> runs) {
    PeriodReport {
        runs = List.copyOf(runs);
    }

    /** The time that its papers bear. It tells no more than the period: when the last of its runs ended may be a birthday. */
    Instant at() {
        return period.until().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** What it is called among the reports of one database; also a name for its directory. */
    String id() {
        return period.id();
    }
}
