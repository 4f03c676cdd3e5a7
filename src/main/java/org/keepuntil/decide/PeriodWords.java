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
            return list("longest of", longest.members());
        }
        if (period instanceof Period.ShortestOf shortest) {
            return list("shortest of", shortest.members());
        }
        if (period instanceof Period.FirstThatApplies ladder) {
            return ladder.alternatives().stream()
                    .map(PeriodWords::of)
                    .collect(Collectors.joining("; ", "first that applies [", "]"));
        }
        return period instanceof Period.Permanently ? "permanently" : "until no other record refers to it";
    }

    /** When an alternative applies, and its period. */
    static String of(Period.Alternative alternative) {
        return when(alternative) + ": " + of(alternative.keep());
    }

    static String when(Period.Alternative alternative) {
        return alternative
                .when()
                .map(condition -> "where " + ConditionWords.of(condition))
                .orElse("in any other case");
    }

    private static String list(String words, List<Period> members) {
        return members.stream().map(PeriodWords::of).collect(Collectors.joining("; ", words + " [", "]"));
    }
}
