package org.keepuntil.schedule;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.keepuntil.calendar.Span;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Years that are written as so many times 365 days: leap days make that another day. */
final class DaysAsYears implements Lint {
    private static final int MOST_YEARS = 150;
    private static final double JULIAN = 365.25;

    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        schedule.rules().stream()
                .flatMap(WrittenRule::periods)
                .flatMap(Kept::leaves)
                .forEach(kept -> span(kept.period()).ifPresent(span -> check(kept, span, problems)));
    }

    private static Optional<Span> span(Period period) {
        if (period instanceof Period.After after) {
            return Optional.of(after.span());
        }
        return period instanceof Period.BeginningWith beginning ? Optional.of(beginning.span()) : Optional.empty();
    }

    private static void check(Kept kept, Span span, Problems problems) {
        OptionalInt years = IntStream.rangeClosed(1, MOST_YEARS)
                .filter(n -> span.months() == 0 && isMeant(span.days(), n))
                .findFirst();
        if (years.isPresent()) {
            Node node = kept.node();
            String meant = Amount.years(years.getAsInt()).words();
            problems.warning(
                    node.place(),
                    node.length(),
                    "\"" + kept.phrase() + "\" is not " + meant + ": leap days shift it",
                    "For whole years write " + meant + " instead of the days.");
        }
    }

    private static boolean isMeant(int days, int years) {
        return days == 365 * years
                || days == 366 * years
                || days == (int) Math.floor(JULIAN * years)
                || days == (int) Math.ceil(JULIAN * years);
    }
}
