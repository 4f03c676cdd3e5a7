package org.keepuntil.docket;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.ReviewDecision;
import org.keepuntil.sql.Workload;

/**
 * Records of which a person has to decide, and what was decided. The list is that of the last run; a decision is bound to what stands on
 * it, and is void for a record that has changed since.
 */
public interface Reviews {
    static Reviews of(DataSource database) {
        return new JdbcReviews(database);
    }

    /** Why a person is asked. */
    enum Why {
        RULE("its rule asks for a review"),
        ESTIMATE("a date is an estimate"),
        APPEARED("data has appeared after it was anonymised");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A record on the list.
     *
     * @param stage of the rule, from 1
     * @param since the day on which a run listed it
     * @param decided what was decided of it as it is; the next run takes it off the list
     */
    record Waiting(
            String recordClass,
            RecordKey key,
            String rule,
            int stage,
            Why why,
            LocalDate since,
            Optional<Decided> decided) {}

    /** What became of a decision. */
    enum Fate {
        IN_FORCE("in force"),
        VOID("void: the record, its rule or the schedule has changed"),
        REPLACED("replaced by a later one"),
        DONE("done"),
        GONE("the record is gone");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * A decision, as it was written down.
     *
     * @param entry where the log has it
     */
    record Decided(
            long id,
            ReviewDecision decision,
            String reason,
            String by,
            Instant at,
            long entry,
            Optional<Long> run,
            Fate fate) {}

    /** What is to be written down. */
    record NewDecision(
            String recordClass,
            RecordKey key,
            ReviewDecision.Choice choice,
            Optional<LocalDate> keepUntil,
            String reason) {}

    /** How many records of a class wait under a rule since a day. */
    record Undecided(String recordClass, String rule, LocalDate since, long records) {}

    /**
     * What of the list nobody has decided, counted, in the order of classes and days.
     *
     * @param today a decision to keep until a day that has come is over
     */
    List<Undecided> undecided(LocalDate today);

    /**
     * The list, in the order of classes and days, one by one.
     *
     * @param classes those that are wanted; empty for all
     * @param today a decision to keep until a day that has come is over
     * @param decided also what was decided since the last run
     */
    void list(List<String> classes, LocalDate today, boolean decided, Consumer<Waiting> consumer);

    Optional<Waiting> find(String recordClass, RecordKey key, LocalDate today);

    /** All that was ever decided of a record, the latest first. */
    List<Decided> decisions(String recordClass, RecordKey key);

    /**
     * Writes decisions down, all of them or none, as the approver. What was decided before of the same record is replaced.
     *
     * @return how many entries they have in the log, which is how many there are
     * @throws ReviewException if something can't be decided; it has every problem
     */
    int decide(List<NewDecision> decisions, Workload workload, LocalDate today, Supplier<TokenKey> tokens);
}
