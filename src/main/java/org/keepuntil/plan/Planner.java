package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Status;
import org.keepuntil.sql.Workload;

/** Finds what is to become of records. */
public interface Planner {
    /** A planner for the database, which only reads but for {@link #freeze}. */
    static Planner of(DataSource database, Workload workload) {
        return new JdbcPlanner(database, workload);
    }

    /** The digests of what a plan rests on. */
    static Plan.Digests digests(Workload workload) {
        return new Plan.Digests(
                PlanHash.of(workload.scheduleText()),
                PlanHash.of(workload.bindingText()),
                PlanHash.of(workload.catalogText()));
    }

    /** The plan as of a day, from one snapshot; nothing is written. */
    Plan plan(LocalDate asOf, Consumer<String> progress);

    /**
     * The same, with its candidates written down for a run, and the run's own rows, in one transaction. What is due and not approved is
     * counted as awaiting approval, and is no candidate.
     *
     * @param whenFrozen what else belongs into the transaction; gets the plan
     */
    Plan freeze(long run, LocalDate asOf, Approved approved, Consumer<String> progress, Consumer<Plan> whenFrozen);

    /**
     * Every record of the classes in key order, decided as of a day by both evaluators.
     *
     * @param classes the classes wanted, all where empty
     * @param statuses the statuses wanted, all where empty
     * @throws DisagreementException if the evaluators differ
     */
    void list(LocalDate asOf, List<String> classes, Set<Status> statuses, ListedConsumer consumer);

    /** One record. */
    Optional<Listed> find(LocalDate asOf, String recordClass, RecordKey key);

    /** The same of many records of a class that are there, as one question to the database for each hundred thousand. */
    void find(LocalDate asOf, String recordClass, List<RecordKey> keys, Consumer<Listed> consumer);

    /**
     * The components of a record that are records of a class of their own and may not go yet; the record waits for them.
     *
     * @param consumer gets the class of each and what was decided of it
     */
    void waitingParts(LocalDate asOf, String recordClass, RecordKey key, ListedConsumer consumer);

    /** Takes one record after the other. */
    interface ListedConsumer {
        void accept(String recordClass, Listed record);
    }
}
