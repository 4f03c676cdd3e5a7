package org.keepuntil.cli;

import java.time.Clock;
import java.util.List;

/** The verbs of the command line, in the order in which they are listed. */
public final class Verbs {
    private Verbs() {}

    /**
     * Those of this package.
     *
     * @param shifts how a night is worked through
     * @param stop asked between two batches
     */
    public static List<Object> of(Root root, Clock clock, NightShifts shifts, StopSign stop) {
        Desk desk = new Desk(root, clock);
        return List.of(
                new InitVerb(desk),
                new CheckVerb(desk),
                new TestVerb(desk),
                new PlanVerb(desk),
                new ForecastVerb(desk),
                new DiffVerb(desk),
                new ExplainVerb(desk),
                new ApprovalsVerb(desk),
                new ApproveVerb(desk),
                new RejectVerb(desk),
                new WithdrawVerb(desk),
                new RunVerb(desk, shifts, stop),
                new ResidueVerb(desk, stop),
                new HoldVerb(desk),
                new RequestVerb(desk),
                new ReviewVerb(desk),
                new TransferVerb(desk),
                new NoticeVerb(desk),
                new StatusVerb(desk),
                new ReportVerb(desk),
                new AuditVerb(desk),
                new WorkerVerb(desk, stop),
                new FleetVerb(desk));
    }

    /** What goes wrong in the capabilities that they call, in words and exit codes. */
    public static Failures failures() {
        return KnownFailures.all();
    }
}
