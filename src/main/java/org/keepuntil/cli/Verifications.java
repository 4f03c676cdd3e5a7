package org.keepuntil.cli;

import java.util.List;
import java.util.Optional;
import org.keepuntil.approval.ApprovalRows;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.sums.ControlTables;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.audit.verify.Verification;
import org.keepuntil.dispose.LoggedRows;
import org.keepuntil.docket.DecisionRows;
import org.keepuntil.hold.HoldRows;
import org.keepuntil.hold.RequestedRows;
import org.keepuntil.residue.LevelRows;

/** All that the tables of the control schema are held against, what names a row before what names a table. */
final class Verifications {
    private Verifications() {}

    /**
     * To be used once.
     *
     * @param tokens with which the log names records, if the key is here
     */
    static List<Verification> all(Optional<TokenKey> tokens) {
        return List.of(
                new RunSums(),
                new HoldRows(tokens),
                new RequestedRows(tokens),
                new ApprovalRows(),
                new DecisionRows(tokens),
                new LoggedRows(),
                new LevelRows(),
                new ControlTables());
    }
}
