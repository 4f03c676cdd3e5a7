package org.keepuntil.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A hold as the control schema has it.
 *
 * @param key the parts of the record's key in their order; empty for every record of the class
 * @param placedBy the account, as the database knows it
 * @param release empty while the hold is active
 */
public record Hold(
        long id,
        String recordClass,
        Optional<List<String>> key,
        HoldKind kind,
        String authority,
        Optional<String> reference,
        String reason,
        String placedBy,
        Instant placedAt,
        Optional<LocalDate> reviewOn,
        Optional<Release> release) {
    /** Who released a hold, when, and why. */
    public record Release(String by, Instant at, String reason) {}

    /** Whether it keeps its records now. */
    public boolean active() {
        return release.isEmpty();
    }
}
