package org.keepuntil.hold;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.HoldPlaced;
import org.keepuntil.audit.HoldReleased;
import org.keepuntil.audit.TokenKey;

/** What the log says of a hold: whom it covers as a keyed token, and what people wrote as a digest. */
final class HoldEntries {
    /** What stands for a record in the entry of a hold on a whole class. */
    static final String WHOLE_CLASS = "*";

    static final String BY_CONDITION = "?";

    private HoldEntries() {}

    /** Whom a hold covers. */
    private record Covered(String recordClass, String reference, List<String> said) {
        static Covered of(Scope scope, TokenKey token) {
            if (scope instanceof Scope.OfRecord record) {
                return new Covered(
                        record.recordClass(), token.reference(record.recordClass(), record.key()), List.of());
            } else if (scope instanceof Scope.OfPerson person) {
                return new Covered(person.name(), token.reference("person " + person.name(), person.key()), List.of());
            } else if (scope instanceof Scope.OfCondition condition) {
                return new Covered(condition.recordClass(), BY_CONDITION, condition.conditions());
            }
            return new Covered(((Scope.OfClass) scope).recordClass(), WHOLE_CLASS, List.of());
        }
    }

    static HoldPlaced ofPlacing(Hold hold, TokenKey token) {
        Covered covered = Covered.of(hold.scope(), token);
        List<String> detail = new ArrayList<>(List.of(
                written(hold.reference()),
                hold.reason(),
                written(hold.reviewOn().map(LocalDate::toString)),
                hold.placedBy(),
                written(hold.owner())));
        detail.addAll(covered.said());
        return new HoldPlaced(
                hold.id(),
                hold.placedAt(),
                covered.recordClass(),
                covered.reference(),
                hold.kind().word(),
                hold.authority(),
                Digests.sha256(detail));
    }

    static HoldReleased ofRelease(Hold hold, TokenKey token) {
        Covered covered = Covered.of(hold.scope(), token);
        Hold.Release release = hold.release().orElseThrow();
        return new HoldReleased(
                hold.id(),
                release.at(),
                covered.recordClass(),
                covered.reference(),
                hold.kind().word(),
                hold.authority(),
                Digests.sha256(List.of(release.reason(), release.by())));
    }

    /** Tells what is empty from what is not there. */
    static String written(Optional<String> value) {
        return value.map(v -> "=" + v).orElse("");
    }
}
