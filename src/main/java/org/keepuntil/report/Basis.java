package org.keepuntil.report;

import java.util.List;
import java.util.Optional;
import org.keepuntil.approval.Approval;

/**
 * What the claims of a report rest on, beside the counts.
 *
 * @param approvals what approvers have said of what the run did, the first of them first; rejections are among them
 * @param residue how far the destruction was measured, a row for each table; empty where nobody has measured
 * @param looks whether something that the log says is gone had come back, a class each; empty where nobody looked
 * @param sealed the checkpoint that takes in the run's entries; empty while there is none
 */
public record Basis(List<Approval> approvals, List<Residue> residue, List<Look> looks, Optional<SealedLog> sealed) {
    /** Nobody has approved, measured or sealed. */
    public static final Basis NONE = new Basis(List.of(), List.of(), List.of(), Optional.empty());

    public Basis {
        approvals = List.copyOf(approvals);
        residue = List.copyOf(residue);
        looks = List.copyOf(looks);
    }
}
