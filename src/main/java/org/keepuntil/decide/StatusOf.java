package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.schedule.Disposal;

/**
 * The status of a record: the first that holds, in the order of the language manual ("Status"). A record whose maximum has passed is in
 * conflict instead of retained. What a person has decided stands in the place of the review.
 */
record StatusOf(Decision decision, Agenda agenda, Facts facts, Standing standing, LocalDate asOf) {
    /** The decision with its status, and with what is done in the end. */
    Decision decided() {
        if (decision.governing().isEmpty()) {
            return decision.with(Status.UNSCHEDULED);
        }
        if (agenda.interval().earliest().equals(Day.NEVER)) {
            return decision.with(Status.PERMANENT);
        }
        Optional<Status> left = decision.governing().flatMap(RuleOutcome::left).flatMap(Docket.Deed::leaves);
        return left.map(status -> status == Status.IN_REVIEW ? appeared() : decision.with(status))
                .orElseGet(this::running);
    }

    private Decision running() {
        if (decision.open() != Truth.FALSE || agenda.waiting()) {
            return decision.with(Status.OPEN);
        }
        if (isConflict()) {
            return decision.with(Status.CONFLICT);
        }
        if (!agenda.interval().earliest().isOnOrBefore(asOf)) {
            return standing.docket().appeared() ? appeared() : decision.with(Status.RETAINED);
        }
        return agenda.interval().latest().isOnOrBefore(asOf) ? eligible() : decision.with(Status.UNDETERMINED);
    }

    /** A maximum has passed for certain while the minimum of all rules together has not. */
    private boolean isConflict() {
        return !agenda.governance().interval().earliest().isOnOrBefore(asOf)
                && !decision.overstayed(asOf).isEmpty();
    }

    private Decision eligible() {
        Act act = decision.act().orElseThrow();
        boolean asked = act.then() == Disposal.REVIEW || !facts.estimated().isEmpty();
        return standing.docket()
                .reviewOf(act)
                .map(decided -> reviewed(act, decided, act.then()))
                .orElseGet(() -> unlessKept(() -> asked ? decision.with(Status.IN_REVIEW) : ready(act)));
    }

    /** Data has appeared in a record that had been anonymised: a person decides, of the act that had been done. */
    private Decision appeared() {
        Docket.Stage after = standing.docket().appearedAfter().orElseThrow();
        Optional<Act> act = Stream.concat(decision.rules().stream(), decision.flags().stream())
                .map(RuleOutcome::rule)
                .filter(rule -> rule.id().equals(after.rule()))
                .map(rule -> new Act(rule, after.number()))
                .findFirst();
        return act.flatMap(a -> standing.docket()
                        .reviewOf(a)
                        .filter(decided -> decided.keeps(asOf)
                                || decided.choice() == ReviewDecision.Choice.ANONYMISE
                                || (decided.choice().disposal().isPresent() && isOver()))
                        .map(decided -> reviewed(a, decided, Disposal.ANONYMISE)))
                .orElseGet(() -> decision.with(Status.IN_REVIEW));
    }

    /**
     * What comes of a decision. What is another act than the schedule's own waits until every rule has passed its date.
     *
     * @param own what the schedule would do here
     */
    private Decision reviewed(Act act, ReviewDecision decided, Disposal own) {
        if (decided.keeps(asOf)) {
            return decided.choice() == ReviewDecision.Choice.PRESERVE
                    ? decision.kept(Status.PERMANENT, Interval.NEVER)
                    : decision.kept(
                            Status.RETAINED, Interval.on(decided.keepUntil().orElseThrow()));
        }
        return unlessKept(() -> {
            Optional<Disposal> disposal = decided.choice().disposal();
            if (disposal.filter(then -> then == own || isOver()).isPresent()) {
                return ready(new Act(act.rule(), act.stage(), disposal));
            }
            boolean goesOn = decided.choice() == ReviewDecision.Choice.GO_ON && act.then() == own;
            return goesOn && own != Disposal.REVIEW ? ready(act) : decision.with(Status.IN_REVIEW);
        });
    }

    /** Every rule that applies or may has passed the date of its last stage. */
    private boolean isOver() {
        return agenda.governance().interval().latest().isOnOrBefore(asOf);
    }

    /** What comes of it, where neither a hold nor a reference is in the way. */
    private Decision unlessKept(Supplier<Decision> otherwise) {
        if (standing.held()) {
            return decision.with(Status.HELD);
        }
        return standing.referredTo() ? decision.with(Status.REFERRED_TO) : otherwise.get();
    }

    /** Nobody has to be asked any more. */
    private Decision ready(Act act) {
        if (!isListed(act)) {
            return decision.with(Status.IN_NOTICE, act);
        }
        return decision.with(isAccepted(act) ? Status.DUE : Status.AWAITING_APPROVAL, act);
    }

    /** Whether the act hands nothing over, or somebody has taken it. */
    private boolean isAccepted(Act act) {
        return !act.handsOver()
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
