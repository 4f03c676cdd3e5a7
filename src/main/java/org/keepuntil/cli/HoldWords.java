package org.keepuntil.cli;

import java.time.LocalDate;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Scope;
import org.keepuntil.sql.Workload.Work;

/** Holds in sentences. */
final class HoldWords {
    private HoldWords() {}

    /** What a hold covers, as the beginning of a sentence in the singular. */
    static String covered(Scope scope) {
        if (scope instanceof Scope.OfRecord record) {
            return record.recordClass() + " " + new RecordKey(record.key());
        } else if (scope instanceof Scope.OfPerson person) {
            return "every record in which " + person.name() + " " + new RecordKey(person.key()) + " figures";
        } else if (scope instanceof Scope.OfCondition condition) {
            return "every record of class " + condition.recordClass() + " for which " + conditions(condition)
                    + " holds or may";
        }
        return "every record of class " + ((Scope.OfClass) scope).recordClass();
    }

    /** The conditions in one line. */
    static String conditions(Scope.OfCondition condition) {
        return String.join("; ", condition.conditions());
    }

    /** A sentence about a hold that covers a record. */
    static String sentence(Hold hold, Work work) {
        String reference = hold.reference().map(r -> ", reference " + r).orElse("");
        String authority = ", on the authority of " + hold.authority() + reference + ".";
        String owner = hold.owner().map(who -> " " + who + " looks after it.").orElse("");
        String review = hold.reviewOn()
                .filter(day -> hold.active())
                .map(day -> " It is to be looked at again on " + day + ".")
                .orElse("");
        return "Hold " + hold.id() + " (" + hold.kind().word() + ")" + covers(hold.scope()) + authority + owner + review
                + released(hold, work);
    }

    private static String covers(Scope scope) {
        if (scope instanceof Scope.OfRecord) {
            return " covers it";
        } else if (scope instanceof Scope.OfPerson person) {
            return " covers every record in which that row of " + person.name() + " figures";
        } else if (scope instanceof Scope.OfCondition condition) {
            return " covers every record of the class for which " + conditions(condition) + " holds or may";
        }
        return " covers every record of the class";
    }

    private static String released(Hold hold, Work work) {
        return hold.release()
                .map(release -> {
                    LocalDate last = release.keepsUntil(
                            work.schedule().zone(), work.schedule().holdGraceDays());
                    return " It was released on "
                            + LocalDate.ofInstant(release.at(), work.schedule().zone())
                            + " and keeps the record until the end of " + last
                            + "; after that what is due takes a fresh approval.";
                })
                .orElse("");
    }
}
