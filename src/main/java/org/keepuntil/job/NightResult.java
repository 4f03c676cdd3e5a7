package org.keepuntil.job;

import java.util.Locale;
import org.keepuntil.control.RunState;
import org.keepuntil.dispose.FileRemoval;

/** How a night ended, for whoever reads an exit code. */
public enum NightResult {
    /** All that was planned and still due is done. */
    COMPLETE,
    /** Some records failed or could not be locked, or files of records that went are still there. */
    PART,
    /** It was told to stop; the next run goes on. */
    STOPPED,
    /** Something did not add up; a class was stopped. */
    STOPPED_BY_CHECK,
    /** The operator lacks a right that a class needs; the class was stopped. */
    STOPPED_BY_PRIVILEGE,
    /** An approval that the run rested on was taken back, or is over. */
    NOT_APPROVED,
    /** A guard let nothing of it be done. */
    REFUSED;

    static NightResult of(RunState state, Reconciliation counts, FileRemoval.Removed files) {
        return switch (state) {
            case INTERRUPTED -> STOPPED;
            case FAILED -> STOPPED_BY_CHECK;
            default -> counts.failed() + counts.notReached() + files.left() > 0 ? PART : COMPLETE;
        };
    }

    /** A sentence with the counts. */
    String message(Reconciliation counts) {
        return String.format(
                Locale.ROOT,
                "%d of %d planned records done, %d newly held, %d no longer due, %d not reached, %d failed",
                counts.done(),
                counts.planned(),
                counts.held(),
                counts.noLongerDue(),
                counts.notReached(),
                counts.failed());
    }
}
