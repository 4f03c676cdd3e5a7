package org.keepuntil.plan;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Rule.Basis;

/** Rules that rest on anything, or do not say on what. */
final class RandomBasis {
    private RandomBasis() {}

    static Rule of(Rule rule, Random random) {
        Optional<Basis> basis = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(List.of(Basis.values()).get(random.nextInt(Basis.values().length)));
        return new Rule(
                rule.id(),
                rule.records(),
                rule.when(),
                rule.stages(),
                rule.noLongerThan(),
                rule.noLongerThanPhrase(),
                basis,
                rule.authority(),
                rule.notice(),
                rule.decideWithin(),
                rule.statistics(),
                rule.sendCopy(),
                rule.approval(),
                rule.place());
    }
}
