package org.keepuntil.plan;

import java.util.Optional;
import java.util.Set;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/**
 * What happens to a record on its day, and by which rule: the one place that says so for what lies ahead.
 *
 * @param stage of the rule, from 1
 */
record NextAct(String rule, int stage, Disposal then) {
    /** Nobody is asked any more about an estimate on which these rest. */
    private static final Set<Status> NOT_ASKED = Set.of(Status.IN_NOTICE, Status.AWAITING_APPROVAL, Status.DUE);

    /** That of a record with these facts; empty where no rule applies. What rests on an estimate is looked at by a person first. */
    static Optional<NextAct> of(Decision decision, Facts facts) {
        return decision.act()
                .map(act -> new NextAct(
                        act.rule().id(),
                        act.stage(),
                        facts.estimated().isEmpty() || NOT_ASKED.contains(decision.status())
                                ? act.then()
                                : Disposal.REVIEW));
    }

    static NextAct of(Rule rule, int stage) {
        return new NextAct(rule.id(), stage, rule.stages().get(stage - 1).then());
    }
}
