package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.approval.Approvals;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import org.keepuntil.plan.Approved;
import org.keepuntil.plan.CoveringHolds;
import org.keepuntil.plan.Listed;
import org.keepuntil.plan.Planner;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stands between a record and its disposal, in sentences that name nobody. */
final class Standings {
    private Standings() {}

    /** The holds that cover a record as of a day; those too that were released and still keep it. */
    static List<Hold> holds(DataSource database, Work work, RecordKey key, LocalDate asOf) {
        List<Long> ids = CoveringHolds.of(new JdbcTemplate(database), work, key, asOf);
        return ids.isEmpty() ? List.of() : Holds.of(database, Standings::noKey).find(ids);
    }

    /** The classes of which records are held, and that the schedules do not have. */
    static List<String> heldOfNoClass(DataSource database, Workload workload) {
        return Holds.of(database, Standings::noKey).classes().stream()
                .filter(name -> workload.recordClass(name).isEmpty())
                .toList();
    }

    private static TokenKey noKey() {
        throw new IllegalStateException("listing holds takes no key");
    }

    /**
     * A sentence for each hold, for what refers to the record, and for each way in which a part of it is kept.
     *
     * @param parts what keeps the parts of the record that may not go yet, each as {@link #ofPart} says it
     */
    static List<String> sentences(Work work, Standing standing, List<Hold> holds, Collection<String> parts) {
        List<String> sentences = new ArrayList<>();
        holds.forEach(hold -> sentences.add(HoldWords.sentence(hold, work)));
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

    /** Whether somebody has approved what is to become of the record. */
    static List<String> approval(Workplace place, Work work, Listed found) {
        Optional<Act> act = found.decision().act();
        if (found.decision().status() != Status.DUE
                || act.isEmpty()
                || !Approved.isNeeded(act.get().then())) {
            return List.of();
        }
        String rule = act.get().rule().id();
        Approvals approvals = Approvals.of(place.database());
        Approved standing = approvals.standing(Planner.digests(place.workload()));
        if (standing.covers(
                work.name(), rule, act.get().then(), found.standing().released())) {
            return List.of("Rule " + rule + " has a standing approval.");
        }
        return List.of(
                approvals
                        .listing(work.name(), found.key())
                        .map(plan -> "It is in plan " + plan.name()
                                + (plan.approval().isPresent()
                                        ? ", which is approved: the next run acts on it."
                                        : ", which nobody has approved yet: keepuntil approve " + plan.name()))
                        .orElse(
                                "Nobody has approved it, and it is in no plan that waits: the next run or `keepuntil plan` makes one."));
    }
}
