package org.keepuntil.schedule;

import java.util.List;
import java.util.Optional;
import org.keepuntil.schedule.Period.Alternative;
import org.keepuntil.source.Problems;

/** An alternative of a ladder that is never reached, or whose condition can never hold. */
final class UnreachableAlternative implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            rule.rule().when().filter(Implications::isContradictory).ifPresent(condition -> {
                var line = rule.line("when");
                problems.warning(
                        line.place(),
                        line.length(),
                        "this rule can never apply: its lines exclude each other",
                        "All lines of a condition must hold. For one of several, write: any of: [ { ... }, { ... } ]");
            });
            rule.periods().flatMap(Kept::all).forEach(kept -> {
                if (kept.period() instanceof Period.FirstThatApplies ladder) {
                    ladder(ladder.alternatives(), rule.rule().when(), problems);
                }
            });
        }
    }

    private static void ladder(List<Alternative> alternatives, Optional<Condition> ofRule, Problems problems) {
        for (int i = 0; i < alternatives.size(); i++) {
            Alternative alternative = alternatives.get(i);
            Optional<Condition> both = Implications.both(ofRule, alternative.when());
            if (Implications.exclude(ofRule, alternative.when())
                    || alternative.when().filter(Implications::isContradictory).isPresent()) {
                problems.warning(
                        alternative.place(),
                        1,
                        "this alternative can never apply: the lines of its \"when\""
                                + (ofRule.isPresent() ? " and of the rule's" : "") + " exclude each other",
                        "Take the alternative out, or change its \"when\".");
            } else {
                alternatives.subList(0, i).stream()
                        .filter(before -> Implications.implies(both, before.when()))
                        .findFirst()
                        .ifPresent(before -> warn(alternative, before, problems));
            }
        }
    }

    private static void warn(Alternative alternative, Alternative before, Problems problems) {
        boolean always = before.when().isEmpty();
        String line = "the one on line " + before.place().line();
        problems.warning(
                alternative.place(),
                1,
                "this alternative can never be reached: " + line
                        + (always ? " has no \"when\"" : " applies wherever this one would"),
                always
                        ? "Move the one without \"when\" to the end."
                        : "The first that applies is taken. Put the one with more lines in \"when\" before " + line
                                + ".");
    }
}
