package org.keepuntil.report;

import java.util.Map;
import java.util.Optional;
import org.keepuntil.schedule.Disposal;

/** What was done, in words: "destroyed" only where every record in the register was. */
final class Deeds {
    private static final String OF_ANY_KIND = "disposed of";

    private Deeds() {}

    static String done(Disposal action) {
        return switch (action) {
            case DESTROY -> "destroyed";
            case ANONYMISE -> "anonymised";
            case REDACT -> "redacted";
            case TRANSFER -> "transferred";
            case REVIEW -> "decided on review";
            case FLAG -> "marked";
        };
    }

    /** What the schedule says is to happen, after "then". */
    static String ahead(Optional<Disposal> action) {
        return action.map(act -> switch (act) {
                    case DESTROY -> "the record is destroyed, with all that belongs to it";
                    case ANONYMISE -> "the record is anonymised";
                    case REDACT -> "the parts that the binding names are removed";
                    case TRANSFER -> "the record is transferred";
                    case REVIEW -> "a person decides what happens";
                    case FLAG -> "the record is marked for a person’s attention; nothing of it is removed";
                })
                .orElse("nothing: the record is kept for ever");
    }

    /** One word for all that the run did. */
    static String together(Evidence evidence) {
        Map<Tally.Act, Long> acts = evidence.tally().acts();
        boolean destroyedOnly = acts.keySet().stream().allMatch(act -> act.action() == Disposal.DESTROY);
        return destroyedOnly ? done(Disposal.DESTROY) : OF_ANY_KIND;
    }
}
