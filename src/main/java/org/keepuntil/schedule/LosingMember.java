package org.keepuntil.schedule;

import java.util.List;
import org.keepuntil.source.Problems;

/** Of the members of a list, one that is never later (or, in a shortest of, never earlier) than another never wins. */
final class LosingMember implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        schedule.rules().stream()
                .flatMap(WrittenRule::periods)
                .flatMap(Kept::all)
                .forEach(list -> list(list, schedule.lengths(), problems));
    }

    private static void list(Kept list, Lengths lengths, Problems problems) {
        boolean longest = list.period() instanceof Period.LongestOf;
        if (!longest && !(list.period() instanceof Period.ShortestOf)) {
            return;
        }
        List<Kept> members = list.parts();
        for (int i = 0; i < members.size(); i++) {
            for (int j = 0; j < members.size(); j++) {
                Kept loser = members.get(i);
                Kept winner = members.get(j);
                boolean never = i != j && loses(loser, winner, longest, lengths);
                // Of two that always agree only the second is superfluous.
                if (never && !(j > i && loses(winner, loser, longest, lengths))) {
                    warn(loser, winner, problems);
                    break;
                }
            }
        }
    }

    private static boolean loses(Kept loser, Kept winner, boolean longest, Lengths lengths) {
        return longest
                ? lengths.covers(winner.period(), loser.period())
                : lengths.covers(loser.period(), winner.period());
    }

    private static void warn(Kept loser, Kept winner, Problems problems) {
        problems.warning(
                loser.node().place(),
                loser.node().length(),
                "\"" + loser.phrase() + "\" can never win beside \"" + winner.phrase() + "\"",
                "Take it out, or change it.");
    }
}
