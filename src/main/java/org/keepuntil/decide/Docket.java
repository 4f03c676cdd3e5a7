package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Keepuntil has recorded of a record: what its rules have done already, and what was promised.
 *
 * @param done the stages that are done, and what they left
 * @param pinned the days before which a stage does not act, written down before the values went from which they were worked out
 * @param notice the notice that runs or has run; one whose ground has changed since is void and not given here
 * @param unreferenced the day on which it was recorded that the last reference to the record went
 * @param accepted the stage for which somebody has taken the record over; what was packed before a fact changed is void and not given here
 * @param review what a person decided of it; what was decided before a fact changed is void and not given here
 */
public record Docket(
        Map<Stage, Deed> done,
        Map<Stage, LocalDate> pinned,
        Optional<Notice> notice,
        Optional<LocalDate> unreferenced,
        Optional<Stage> accepted,
        Optional<ReviewDecision> review) {
    /** Nothing is recorded. */
    public static final Docket EMPTY = new Docket(Map.of(), Map.of(), Optional.empty(), Optional.empty());

    /** Of a record that nobody has taken over. */
    public Docket(
            Map<Stage, Deed> done,
            Map<Stage, LocalDate> pinned,
            Optional<Notice> notice,
            Optional<LocalDate> unreferenced) {
        this(done, pinned, notice, unreferenced, Optional.empty(), Optional.empty());
    }

    public Docket {
        done = Map.copyOf(done);
        pinned = Map.copyOf(pinned);
    }

    /** Whether data was found in a record that had been anonymised. */
    public boolean appeared() {
        return done.containsValue(Deed.APPEARED);
    }

    /** The stage whose anonymisation data has appeared after; the first by name, where there are several. */
    public Optional<Stage> appearedAfter() {
        return done.entrySet().stream()
                .filter(each -> each.getValue() == Deed.APPEARED)
                .map(Map.Entry::getKey)
                .min(Comparator.comparing(Stage::rule).thenComparing(Stage::number));
    }

    /** What was decided of an act. */
    Optional<ReviewDecision> reviewOf(Act act) {
        return review.filter(decision -> decision.isOf(act));
    }

    /**
     * A stage of a rule.
     *
     * @param number from 1
     */
    public record Stage(String rule, int number) {}

    /**
     * A record was listed, as one that will be disposed of under the rule.
     *
     * @param since the day of the list
     */
    public record Notice(String rule, LocalDate since) {}

    /** What a stage did. */
    public enum Deed {
        REVIEWED(null),
        COPIED(Status.PERMANENT),
        REDACTED(Status.REDACTED),
        ANONYMISED(Status.ANONYMISED),
        PSEUDONYMISED(Status.PSEUDONYMISED),
        /** It was anonymised or pseudonymised, and data that was not left there has been found since. */
        APPEARED(Status.IN_REVIEW);

        private final Optional<Status> leaves;

        Deed(@Nullable Status leaves) {
            this.leaves = Optional.ofNullable(leaves);
        }

        /** The word of the control schema and of the log. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the record was anonymised, well or not: a person may have decided that of any record. */
        public boolean isAnonymised() {
            return this == ANONYMISED || this == PSEUDONYMISED || this == APPEARED;
        }

        /** The status of a record for which this was the last that its rule asks. */
        public Optional<Status> leaves() {
            return leaves;
        }
    }
}
