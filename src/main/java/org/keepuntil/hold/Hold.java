package org.keepuntil.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A hold as the control schema has it.
 *
 * @param placedBy the account, as the database knows it
 * @param owner who looks after it
 * @param release empty while the hold is active
 */
public record Hold(
        long id,
        Scope scope,
        HoldKind kind,
        String authority,
        Optional<String> reference,
        String reason,
        String placedBy,
        Instant placedAt,
        Optional<LocalDate> reviewOn,
        Optional<String> owner,
        Optional<Release> release) {
    /** Who released a hold, when, and why. */
    public record Release(String by, Instant at, String reason) {
        /**
         * The last day on which the hold still keeps its records: the day of the release is not counted.
         *
         * @param graceDays what the schedule says
         */
        public LocalDate keepsUntil(ZoneId zone, int graceDays) {
            return LocalDate.ofInstant(at, zone).plusDays(graceDays);
        }
    }

    /** Whether nobody has released it. */
    public boolean active() {
        return release.isEmpty();
    }

    /** Whether somebody should have looked at it again by that day. */
    public boolean isReviewDue(LocalDate today) {
        return active() && reviewOn.filter(day -> !day.isAfter(today)).isPresent();
    }
}
