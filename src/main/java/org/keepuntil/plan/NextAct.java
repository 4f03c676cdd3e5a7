package org.keepuntil.plan;

import java.util.Optional;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/**
 * What happens to a record on its day, and by which rule: the one place that says so for what lies ahead.
 *
 * @param stage of the rule, from 1
 */
record NextAct(String rule, int stage, Disposal then) {
    /** That of a record with these facts; empty where no rule applies. What rests on an estimate is looked at by a person first. */
    static Optional<NextAct> of(Decision decision, Facts facts) {
        return decision.act()
                .map(act -> new NextAct(
                        act.rule().id(), act.stage(), facts.estimated().isEmpty() ? act.then() : Disposal.REVIEW));
    }

    static NextAct of(Rule rule, int stage) {
        return new NextAct(rule.id(), stage, rule.stages().get(stage - 1).then());
    }
}
