package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Rule;

/**
 * What one rule says of a record.
 *
 * @param derivation of the last stage, by which rules are compared
 * @param before the stages before the last
 * @param left what the last stage did, where it is done and the record is still there
 * @param maximum the day past which the record is not to be kept, where the rule sets one that says something
 */
public record RuleOutcome(
        Rule rule,
        Truth applies,
        Derivation derivation,
        List<StageOutcome> before,
        Optional<Docket.Deed> left,
        Optional<Derivation> maximum) {
    public RuleOutcome {
        before = List.copyOf(before);
    }

    /** That of the last stage. */
    public Interval interval() {
        return derivation.interval();
    }

    /** The stages before the last that are not done, and to which the record comes or may come. */
    List<StageOutcome> ahead() {
        List<StageOutcome> ahead = new ArrayList<>();
        Truth reached = applies;
        for (StageOutcome stage : before) {
            Truth acts = reached.and(stage.says());
            if (!stage.done() && acts != Truth.FALSE) {
                ahead.add(stage.as(acts));
            }
            if (stage.blocks()) {
                reached = reached.and(stage.says().not());
            }
        }
        return ahead;
    }

    /** The stages before the last that have to be awaited. */
    List<StageOutcome> awaited() {
        return before.stream().filter(StageOutcome::blocks).toList();
    }
}
