package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;

/**
 * Periods as boolean algebra: "the latest day has come" and "the earliest day has come" are questions that {@code longest of} answers
 * with AND and {@code shortest of} with OR, and in which an unknown is never a yes.
 */
final class Periods {
    private final Function<Event, Operand> operands;
    private final Function<Condition, Sql> conditions;
    private final YearStarts years;
    private final DocketSql docket;

    Periods(
            Function<Event, Operand> operands,
            Function<Condition, Sql> conditions,
            YearStarts years,
            DocketSql docket) {
        this.docket = docket;
        this.operands = operands;
        this.conditions = conditions;
        this.years = years;
    }

    /** Whether the latest day has come by the as-of day; without one, whether it ever comes. */
    Sql latestBy(Period period, Optional<LocalDate> asOf) {
        if (period instanceof Period.Counted counted) {
            return operands.apply(counted.event()).latestBy(d -> counted.eligible(d, years), asOf);
        } else if (period instanceof Period.LongestOf longest) {
            return Sql.and(each(longest.members(), m -> latestBy(m, asOf)));
        } else if (period instanceof Period.ShortestOf shortest) {
            return Sql.or(each(shortest.members(), m -> latestBy(m, asOf)));
        } else if (period instanceof Period.FirstThatApplies first) {
            List<Sql> steps = new ArrayList<>(List.of(mayApply(first)));
            ladder(first).forEach(s -> steps.add(Sql.or(s.mayApply().not(), latestBy(s.keep(), asOf))));
            return Sql.and(steps);
        }
        return period instanceof Period.UntilUnreferenced ? docket.unreferencedBy(asOf) : Sql.FALSE;
    }

    /** Whether the earliest day has come by the as-of day; without one, whether it is before the end of time. */
    Sql earliestBy(Period period, Optional<LocalDate> asOf) {
        if (period instanceof Period.Counted counted) {
            return asOf.map(day -> operands.apply(counted.event()).earliestBy(d -> counted.eligible(d, years), day))
                    .orElse(Sql.TRUE);
        } else if (period instanceof Period.LongestOf longest) {
            return Sql.and(each(longest.members(), m -> earliestBy(m, asOf)));
        } else if (period instanceof Period.ShortestOf shortest) {
            return Sql.or(each(shortest.members(), m -> earliestBy(m, asOf)));
        } else if (period instanceof Period.FirstThatApplies first) {
            return Sql.or(ladder(first).stream()
                    .map(s -> Sql.and(s.mayApply(), earliestBy(s.keep(), asOf)))
                    .toList());
        } else if (period instanceof Period.UntilUnreferenced) {
            return asOf.isPresent() ? docket.unreferencedBy(asOf) : Sql.TRUE;
        }
        return Sql.FALSE;
    }

    /** Whether the latest day never comes because something has not happened. */
    Sql waiting(Period period) {
        if (period instanceof Period.Counted counted) {
            return operands.apply(counted.event()).waiting();
        } else if (period instanceof Period.LongestOf longest) {
            return Sql.or(each(longest.members(), this::waiting));
        } else if (period instanceof Period.ShortestOf shortest) {
            return Sql.and(
                    Sql.or(each(shortest.members(), this::waiting)),
                    latestBy(shortest, Optional.empty()).isNotTrue());
        } else if (period instanceof Period.FirstThatApplies first) {
            return Sql.or(ladder(first).stream()
                    .map(s -> Sql.and(s.mayApply(), waiting(s.keep())))
                    .toList());
        }
        return period instanceof Period.UntilUnreferenced
                ? docket.unreferencedBy(Optional.empty()).not()
                : Sql.FALSE;
    }

    /**
     * Whether the period says something of the record, in three values: a ladder may have no step that applies, and then what it is part
     * of says nothing either.
     */
    Sql applies(Period period) {
        if (period instanceof Period.LongestOf longest) {
            return Sql.and(each(longest.members(), this::applies));
        } else if (period instanceof Period.ShortestOf shortest) {
            return Sql.and(each(shortest.members(), this::applies));
        } else if (period instanceof Period.FirstThatApplies first) {
            Sql below = Sql.FALSE;
            for (int i = first.alternatives().size() - 1; i >= 0; i--) {
                below = says(first.alternatives().get(i), below);
            }
            return below;
        }
        return Sql.TRUE;
    }

    /** A step speaks for itself where its condition holds, and leaves it to those below where it does not. */
    private Sql says(Period.Alternative alternative, Sql below) {
        Sql says = applies(alternative.keep());
        if (alternative.when().isEmpty()) {
            return says;
        }
        Sql condition = conditions.apply(alternative.when().get());
        Sql unknown = says.equals(below)
                ? below
                : Sql.concat("case when (", says, ") is not distinct from (", below, ") then ", below, " end");
        return Sql.concat(
                "case when ",
                condition,
                " then ",
                says,
                " when not (",
                condition,
                ") then ",
                below,
                " else ",
                unknown,
                " end");
    }

    private record Rung(Sql mayApply, Period keep) {}

    /** The steps of a ladder, each with the question whether it may be the first that applies. */
    private List<Rung> ladder(Period.FirstThatApplies first) {
        List<Rung> rungs = new ArrayList<>();
        List<Sql> noneBefore = new ArrayList<>();
        for (Period.Alternative alternative : first.alternatives()) {
            Sql condition = alternative.when().map(conditions).orElse(Sql.TRUE);
            List<Sql> may = new ArrayList<>(noneBefore);
            may.add(condition.isNotFalse());
            may.add(applies(alternative.keep()).isNotFalse());
            rungs.add(new Rung(Sql.and(may), alternative.keep()));
            noneBefore.add(condition.isNotTrue());
        }
        return rungs;
    }

    private Sql mayApply(Period.FirstThatApplies first) {
        return Sql.or(ladder(first).stream().map(Rung::mayApply).toList());
    }

    private static List<Sql> each(List<Period> members, Function<Period, Sql> sql) {
        return members.stream().map(sql).toList();
    }
}
