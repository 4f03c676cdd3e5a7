package org.keepuntil.approval;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keepuntil.control.PlanDigests;

/**
 * What an approver said.
 *
 * @param run of a plan; empty for a standing approval
 * @param digests what it rests on; of a standing approval no plan's digest
 * @param schedules the texts of the schedules as they were approved
 * @param rules what a standing approval covers
 * @param by the account, as the database knows it
 */
public record Approval(
        long id,
        Kind kind,
        Optional<Long> run,
        PlanDigests digests,
        List<String> schedules,
        List<InForce.Covered> rules,
        Optional<String> reason,
        String by,
        Instant at,
        Instant expires,
        Optional<Withdrawal> withdrawal) {
    public Approval {
        schedules = List.copyOf(schedules);
        rules = List.copyOf(rules);
    }

    /** What it is about. */
    public enum Kind {
        PLAN,
        STANDING,
        REJECTION;

        /** The word of the control schema. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Who took it back, when, and why. */
    public record Withdrawal(String by, Instant at, String reason) {}

    /** Whether it is neither withdrawn nor over at that time. */
    public boolean lasts(Instant at) {
        return kind != Kind.REJECTION && withdrawal.isEmpty() && expires.isAfter(at);
    }
}
