package org.keepuntil.plan;

import org.keepuntil.decide.Decision;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/** What happens to a record on its day, and by which rule: the one place that says so for what lies ahead. */
record NextAct(String rule, Disposal act) {
    /** That of a record which a rule governs. */
    static NextAct of(Decision decision) {
        return ofRule(decision.governing().orElseThrow().rule());
    }

    static NextAct ofRule(Rule rule) {
        return new NextAct(rule.id(), rule.lastStage().then());
    }
}
