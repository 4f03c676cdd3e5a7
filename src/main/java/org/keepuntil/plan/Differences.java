package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;

/** Finds what a change of schedule does to records. */
public interface Differences {
    /** Between two schedules bound to the same database; classes that only one of them has are left out. */
    static Differences of(DataSource database, Workload before, Workload after) {
        return new JdbcDifferences(database, before, after);
    }

    /**
     * Why the records of a class cannot be compared: the bindings look for them in different places. Empty where they can.
     */
    static Optional<String> obstacle(Work before, Work after) {
        String old = JdbcDifferences.place(before.layout());
        String now = JdbcDifferences.place(after.layout());
        return old.equals(now)
                ? Optional.empty()
                : Optional.of("the records of " + after.name() + " are " + old + " by the old binding and " + now
                        + " by the new one");
    }

    /**
     * The difference, from one snapshot; nothing is written.
     *
     * @param samples how many keys to give for each effect
     * @throws org.keepuntil.sql.DisagreementException if the evaluators differ on a record
     */
    Difference find(LocalDate asOf, int samples, Watch watch);

    /** The classes that both have, as the new schedule has them. */
    List<Work> classes();
}
