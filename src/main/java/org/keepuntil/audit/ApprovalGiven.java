package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.keepuntil.control.PlanDigests;

/**
 * What an approver said of a plan, or of the rules that need no approval of each plan.
 *
 * @param plans what it rests on; of a standing approval no plan's digest, but 64 zeros
 * @param expires from when on it does not count any more
 * @param covers digest of the rules that a standing approval covers; of nothing otherwise
 * @param detail digest of who it was and of the reason
 */
public record ApprovalGiven(
        Verdict verdict, long approval, Instant at, PlanDigests plans, Instant expires, String covers, String detail)
        implements Entry {
    /** Stands for the plan where there is none. */
    public static final String NO_PLAN = "0".repeat(64);

    /** What was said. */
    public enum Verdict {
        PLAN_APPROVED,
        PLAN_REJECTED,
        STANDING_APPROVED;

        String kind() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ApprovalGiven {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        expires = expires.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(plans.plan());
        Digests.required(plans.schedule());
        Digests.required(plans.binding());
        Digests.required(plans.catalog());
        Digests.required(covers);
        Digests.required(detail);
    }

    static ApprovalGiven of(Verdict verdict, Fields fields) {
        return new ApprovalGiven(
                verdict,
                fields.number(),
                fields.time(),
                new PlanDigests(fields.next(), fields.next(), fields.next(), fields.next()),
                fields.time(),
                fields.next(),
                fields.next());
    }

    @Override
    public String kind() {
        return verdict.kind();
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(approval),
                at.toString(),
                plans.schedule(),
                plans.binding(),
                plans.catalog(),
                plans.plan(),
                expires.toString(),
                covers,
                detail);
    }
}
