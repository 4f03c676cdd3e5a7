package org.keepuntil.schedule;

import java.util.List;
import org.keepuntil.schedule.Period.Alternative;
import org.keepuntil.source.Problems;

/**
 * An alternative that keeps shorter than a later one although both may apply: the first is taken. An exception before the
 * case that it is an exception to, and the last alternative, which has no condition, are meant as they stand.
 */
final class LadderOrder implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        schedule.rules().stream()
                .flatMap(WrittenRule::periods)
                .flatMap(Kept::all)
                .forEach(kept -> {
                    if (kept.period() instanceof Period.FirstThatApplies ladder) {
                        ladder(kept, ladder.alternatives(), schedule.lengths(), problems);
                    }
                });
    }

    private static void ladder(Kept ladder, List<Alternative> alternatives, Lengths lengths, Problems problems) {
        for (int i = 0; i < alternatives.size(); i++) {
            Alternative first = alternatives.get(i);
            List<Alternative> after = alternatives.subList(i + 1, alternatives.size());
            int later = (int) after.stream()
                    .takeWhile(second -> !isHidden(first, second, lengths))
                    .count();
            if (later < after.size()) {
                Kept shorter = ladder.parts().get(i);
                Kept longer = ladder.parts().get(i + 1 + later);
                problems.warning(
                        first.place(),
                        1,
                        "where this alternative and the one on line "
                                + after.get(later).place().line() + " both apply, the shorter is taken: \""
                                + shorter.phrase() + "\", not \"" + longer.phrase() + "\"",
                        "The first that applies wins. If the longer is meant, put it first.");
            }
        }
    }

    private static boolean isHidden(Alternative first, Alternative second, Lengths lengths) {
        return first.when().isPresent()
                && second.when().filter(c -> !Implications.isContradictory(c)).isPresent()
                && lengths.covers(second.keep(), first.keep())
                && !lengths.covers(first.keep(), second.keep())
                && !Implications.exclude(first.when(), second.when())
                && !Implications.implies(first.when(), second.when())
                && !Implications.implies(second.when(), first.when());
    }
}
