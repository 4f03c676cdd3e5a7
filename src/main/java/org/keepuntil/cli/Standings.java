package org.keepuntil.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.ReviewDecision;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import org.keepuntil.docket.Reviews;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import org.keepuntil.plan.Listed;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;

/** What stands between a record and its disposal, in sentences that name nobody. */
final class Standings {
    private Standings() {}

    /** The holds that cover a record now. */
    static List<Hold> holds(DataSource database, Work work, RecordKey key) {
        return listed(database).stream()
                .filter(hold -> hold.recordClass().equals(work.name())
                        && hold.key().map(key.parts()::equals).orElse(true))
                .toList();
    }

    /** The classes of which records are held, and that the schedules do not have. */
    static List<String> heldOfNoClass(DataSource database, Workload workload) {
        return listed(database).stream()
                .map(Hold::recordClass)
                .filter(name -> workload.recordClass(name).isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Hold> listed(DataSource database) {
        return Holds.of(database, Standings::noKey).list(Holds.Filter.ACTIVE);
    }

    private static TokenKey noKey() {
        throw new IllegalStateException("listing holds takes no key");
    }

    /**
     * A sentence for each hold, for what refers to the record, and for each way in which a part of it is kept.
     *
     * @param parts what keeps the parts of the record that may not go yet, each as {@link #ofPart} says it
     */
    static List<String> sentences(Standing standing, List<Hold> holds, Collection<String> parts) {
        List<String> sentences = new ArrayList<>();
        holds.forEach(hold -> sentences.add(sentence(hold)));
        if (standing.referredTo()) {
            sentences.add("What stays refers to it, from " + String.join(" and ", standing.referredBy()) + ".");
            sentences.addAll(parts);
        }
        return sentences;
    }

    /** What keeps a part of a record that is a record of its own. */
    static String ofPart(String recordClass, Listed part) {
        Decision decision = part.decision();
        String a = "A record of class " + recordClass + " belongs to it and ";
        if (part.standing().held()) {
            return a + "is on hold.";
        }
        String rule = decision.ruleId().map(id -> " by rule " + id).orElse("");
        return decision.status() == Status.RETAINED
                ? a + "is kept" + rule + " until " + decision.interval().latest() + "."
                : a + "is " + decision.status().word() + rule + ".";
    }

    /** What there is to say of the package that the record is in, or ought to be in. */
    static List<String> packed(DataSource database, Work work, Listed found) {
        Optional<TransferPackage> in = Transfers.of(database).of(work.name(), found.key());
        if (found.decision().status() != Status.AWAITING_APPROVAL) {
            return in.filter(each -> found.standing().docket().accepted().isPresent())
                    .flatMap(TransferPackage::decision)
                    .map(decision -> List.of(PackageDocument.sentence(decision)))
                    .orElse(List.of());
        }
        return List.of(in.filter(each -> each.state() == TransferPackage.State.WAITING)
                .map(each -> "It is in package " + each.id() + ", which waits for acceptance: keepuntil transfer show "
                        + each.id())
                .orElse("It is in no package yet, or was changed since it was packed: the next run packs it."));
    }

    /** What was decided of a record in review, by whom, and what became of it. */
    static String sentence(Reviews.Decided each) {
        String done = each.run().map(run -> ", in run " + run).orElse("");
        return LocalDate.ofInstant(each.at(), ZoneOffset.UTC) + ", by " + each.by() + ": "
                + each.decision().phrase() + " (rule " + each.decision().stage().rule() + ", stage "
                + each.decision().stage().number() + "; " + each.fate().words() + done + "; entry " + each.entry()
                + " of the log).";
    }

    /** What was decided in the record's review and holds now. */
    static List<String> decided(DataSource database, Work work, Listed found) {
        return found.standing().docket().review().stream()
                .flatMap(review -> Reviews.of(database).decisions(work.name(), found.key()).stream()
                        .filter(each -> each.fate() == Reviews.Fate.IN_FORCE)
                        .map(each -> "In its review was decided on " + sentence(each) + " "
                                + consequence(review.choice(), review.keepUntil())))
                .limit(1)
                .toList();
    }

    /** What comes of a decision. */
    static String consequence(ReviewDecision.Choice choice, Optional<LocalDate> keepUntil) {
        return switch (choice) {
            case DESTROY -> "The next run destroys it, unless a hold is placed or a fact changes before.";
            case ANONYMISE -> "The next run anonymises it, unless a hold is placed or a fact changes before.";
            case TRANSFER -> "The next run packs it, and it goes when somebody has accepted the package.";
            case PRESERVE -> "It stays for ever, as long as its facts, its rule and the schedule are the same.";
            case KEEP ->
                "It stays, and is in review again on "
                        + keepUntil.map(LocalDate::toString).orElse("that day") + ".";
            case GO_ON -> "What the schedule says is done in its turn.";
        };
    }

    private static String sentence(Hold hold) {
        String covers = hold.key().isPresent() ? " covers it" : " covers every record of the class";
        String reference = hold.reference().map(r -> ", reference " + r).orElse("");
        String review = hold.reviewOn()
                .map(day -> " It is to be looked at again on " + day + ".")
                .orElse("");
        return "Hold " + hold.id() + " (" + hold.kind().word() + ")" + covers + ", on the authority of "
                + hold.authority() + reference + "." + review;
    }
}
