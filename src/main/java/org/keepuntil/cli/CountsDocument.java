package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.job.Reconciliation;

/** What became of the planned records of a class, as documents have it. */
record CountsDocument(
        @JsonProperty("class") String name,
        long planned,
        long done,
        long newlyHeld,
        long noLongerDue,
        long notReached,
        long failed) {
    /** A class each. */
    static List<CountsDocument> of(Reconciliation counts) {
        return counts.classes().entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static CountsDocument of(String name, RunEnd.Counts counts) {
        return new CountsDocument(
                name,
                counts.planned(),
                counts.done(),
                counts.held(),
                counts.noLongerDue(),
                counts.notReached(),
                counts.failed());
    }
}
