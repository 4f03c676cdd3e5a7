package org.keepuntil.approval;

import java.util.Optional;

/** A guard has refused what was planned: nothing of it was touched. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final transient Optional<StoredPlan> plan;

    public RefusedException(Refusal refusal) {
        this(refusal, Optional.empty());
    }

    /**
     * The same where an approver can look at what was refused.
     *
     * @param plan what would have been done
     */
    public RefusedException(Refusal refusal, Optional<StoredPlan> plan) {
        super(refusal.message());
        this.refusal = refusal;
        this.plan = plan;
    }

    /** What an approver can look at, and approve all the same. */
    public Optional<StoredPlan> plan() {
        return plan;
    }

    public Refusal refusal() {
        return refusal;
    }
}
