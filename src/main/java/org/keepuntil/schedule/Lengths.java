package org.keepuntil.schedule;

import java.time.LocalDate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Period.Counted;

/**
 * Which of two periods is provably the longer, whatever the days are. Periods that rest on different events are not
 * comparable, and of what is not comparable nothing is said.
 */
record Lengths(YearStarts years) {
    /** A leap cycle and more, so that leap days, ends of months and starts of years all occur. */
    static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    static final LocalDate LAST = LocalDate.of(2008, 12, 31);

    /** Whether the first is never over before the second. */
    boolean covers(Period longer, Period shorter) {
        return longer.equals(shorter) || compare(longer, shorter, order -> order >= 0);
    }

    /** Whether the first is always over later than the second. */
    boolean exceeds(Period longer, Period shorter) {
        return compare(longer, shorter, order -> order > 0);
    }

    private boolean compare(Period longer, Period shorter, IntPredicate enough) {
        if (shorter instanceof Period.LongestOf longest) {
            return longest.members().stream().allMatch(m -> compare(longer, m, enough));
        }
        if (shorter instanceof Period.FirstThatApplies ladder) {
            return ladder.alternatives().stream().allMatch(a -> compare(longer, a.keep(), enough));
        }
        if (longer instanceof Period.ShortestOf shortest) {
            return shortest.members().stream().allMatch(m -> compare(m, shorter, enough));
        }
        if (longer instanceof Period.FirstThatApplies ladder) {
            return alwaysApplies(ladder)
                    && ladder.alternatives().stream().allMatch(a -> compare(a.keep(), shorter, enough));
        }
        return oneOf(longer, member -> compare(member, shorter, enough))
                || (shorter instanceof Period.ShortestOf shortest
                        && shortest.members().stream().anyMatch(m -> compare(longer, m, enough)))
                || simple(longer, shorter, enough);
    }

    private static boolean oneOf(Period longer, Predicate<Period> test) {
        return longer instanceof Period.LongestOf longest
                && longest.members().stream().anyMatch(test);
    }

    private static boolean alwaysApplies(Period.FirstThatApplies ladder) {
        return ladder.alternatives().stream().anyMatch(a -> a.when().isEmpty());
    }

    private boolean simple(Period longer, Period shorter, IntPredicate enough) {
        if (longer instanceof Period.Permanently) {
            return enough.test(shorter instanceof Period.Permanently ? 0 : 1);
        }
        if (!(longer instanceof Counted a)
                || !(shorter instanceof Counted b)
                || !a.event().equals(b.event())) {
            return false;
        }
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            if (!enough.test(a.eligible(day, years).compareTo(b.eligible(day, years)))) {
                return false;
            }
        }
        return true;
    }
}
