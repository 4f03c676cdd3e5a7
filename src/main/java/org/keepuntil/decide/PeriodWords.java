package org.keepuntil.decide;

import java.util.List;
import java.util.stream.Collectors;
import org.keepuntil.schedule.Period;

/** Periods in the words of the schedule, on one line. */
final class PeriodWords {
    private PeriodWords() {}

    static String of(Period period) {
        if (period instanceof Period.Counted counted) {
            return counted.phrase();
        }
        if (period instanceof Period.LongestOf longest) {
            return "the longest of: " + list(longest.members());
        }
        if (period instanceof Period.ShortestOf shortest) {
            return "the shortest of: " + list(shortest.members());
        }
        if (period instanceof Period.FirstThatApplies ladder) {
            return ladder.alternatives().stream()
                    .map(PeriodWords::of)
                    .collect(Collectors.joining("; ", "the first that applies: ", ""));
        }
        return period instanceof Period.Permanently ? "permanently" : "until no other record refers to it";
    }

    /** The period of an alternative, and when it applies. */
    static String of(Period.Alternative alternative) {
        return inside(alternative.keep())
                + alternative
                        .when()
                        .map(condition -> " when " + ConditionWords.of(condition))
                        .orElse("");
    }

    private static String list(List<Period> members) {
        return members.stream().map(PeriodWords::inside).collect(Collectors.joining("; "));
    }

    /** A list within a list stands in brackets. */
    private static String inside(Period period) {
        boolean plain = period instanceof Period.Counted
                || period instanceof Period.Permanently
                || period instanceof Period.UntilUnreferenced;
        return plain ? of(period) : "(" + of(period) + ")";
    }
}
