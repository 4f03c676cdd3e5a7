package org.keepuntil.cli;

import java.time.Clock;
import java.util.Optional;
import org.keepuntil.approval.Refusal;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes to the log that a run was refused before it had a number. */
record RefusedRuns(Workplace place, Clock clock) {
    /**
     * Returns if nothing stands in the run's way.
     *
     * @throws UserError otherwise, once the log says so
     */
    void refuse(Optional<Refusal> refusal) {
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
    }

    /** What to throw, once the log says so. */
    UserError refused(Refusal refusal) {
        AuditLog.of(JdbcClient.create(place.database()))
                .appendRefused(new Refused(0, clock.instant(), refusal.kind().word()));
        return Refusals.error(refusal);
    }
}
