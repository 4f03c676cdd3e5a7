package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.Optional;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.schedule.Disposal;

/**
 * The status of a record: the first that holds, in the order of the language manual ("Status"). A record whose maximum has passed is in
 * conflict instead of retained.
 */
record StatusOf(Decision decision, Agenda agenda, Facts facts, Standing standing, LocalDate asOf) {
    Status status() {
        if (decision.governing().isEmpty()) {
            return Status.UNSCHEDULED;
        }
        if (agenda.interval().earliest().equals(Day.NEVER)) {
            return Status.PERMANENT;
        }
        Optional<Status> left = decision.governing().flatMap(RuleOutcome::left).flatMap(Docket.Deed::leaves);
        return left.orElseGet(this::running);
    }

    private Status running() {
        if (decision.open() != Truth.FALSE || agenda.waiting()) {
            return Status.OPEN;
        }
        if (isConflict()) {
            return Status.CONFLICT;
        }
        if (!agenda.interval().earliest().isOnOrBefore(asOf)) {
            return standing.docket().appeared() ? Status.IN_REVIEW : Status.RETAINED;
        }
        return agenda.interval().latest().isOnOrBefore(asOf) ? eligible() : Status.UNDETERMINED;
    }

    /** A maximum has passed for certain while the minimum of all rules together has not. */
    private boolean isConflict() {
        return !agenda.governance().interval().earliest().isOnOrBefore(asOf)
                && !decision.overstayed(asOf).isEmpty();
    }

    private Status eligible() {
        if (standing.held()) {
            return Status.HELD;
        }
        if (standing.referredTo()) {
            return Status.REFERRED_TO;
        }
        Act act = decision.act().orElseThrow();
        if (act.then() == Disposal.REVIEW || !facts.estimated().isEmpty()) {
            return Status.IN_REVIEW;
        }
        if (!isListed(act)) {
            return Status.IN_NOTICE;
        }
        return isAccepted(act) ? Status.DUE : Status.AWAITING_APPROVAL;
    }

    /** Whether the act hands nothing over, or somebody has taken it. */
    private boolean isAccepted(Act act) {
        return !act.rule().handsOver(act.stage())
                || standing.docket()
                        .accepted()
                        .filter(stage ->
                                stage.equals(new Docket.Stage(act.rule().id(), act.stage())))
                        .isPresent();
    }

    /** Whether the act needs no notice, or its notice has run. */
    private boolean isListed(Act act) {
        Optional<Integer> days = act.rule().notice().filter(n -> act.isLast());
        return days.isEmpty()
                || standing.docket()
                        .notice()
                        .filter(notice -> notice.rule().equals(act.rule().id()))
                        .filter(notice -> !hasRun(notice.since(), days.get()).isAfter(asOf))
                        .isPresent();
    }

    /** The day on which a notice of so many days has run: the day of the list is not counted. */
    static LocalDate hasRun(LocalDate since, int days) {
        return Rulings.after(since, new Span(0, days));
    }
}
