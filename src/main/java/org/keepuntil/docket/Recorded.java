package org.keepuntil.docket;

import java.time.Clock;
import java.time.LocalDate;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload.Work;

/** The day on which something was recorded. */
public final class Recorded {
    private Recorded() {}

    /**
     * Today, where the records are; that of the run where it is later. A run may be as of a day long past, because somebody said so or
     * because it was left: what it lists today nobody could read then, and what it finds gone today was perhaps there.
     */
    public static LocalDate on(Run run, Work work, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), work.schedule().zone());
        return today.isAfter(run.asOf()) ? today : run.asOf();
    }
}
