package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

/** The driving bounds of rules. What is not known here bounds nothing. */
final class Drivers {
    private final Function<Event, Operand> operands;
    private final YearStarts years;
    private final LocalDate asOf;

    Drivers(Function<Event, Operand> operands, YearStarts years, LocalDate asOf) {
        this.operands = operands;
        this.years = years;
        this.asOf = asOf;
    }

    /**
     * What must hold before one of the rules lets a record go. Every rule that applies has to; of rules with conditions one has to, and of
     * rules of several stages any of these.
     */
    Driving of(List<RuleSql> rules) {
        boolean plain = rules.stream()
                .map(RuleSql::rule)
                .allMatch(r -> r.stages().size() == 1 && r.noLongerThan().isEmpty());
        List<Driving> always = rules.stream()
                .filter(r -> r.certain().equals(Sql.TRUE))
                .map(r -> of(r.rule()))
                .toList();
        return plain && !always.isEmpty()
                ? Driving.all(always)
                : Driving.either(rules.stream().map(r -> of(r.rule())).toList());
    }

    /** What must hold before one of the rule's stages lets a record go. */
    Driving of(Rule rule) {
        List<Period> periods = new ArrayList<>();
        rule.stages().forEach(s -> periods.add(s.keep()));
        rule.noLongerThan().ifPresent(periods::add);
        return Driving.either(each(periods));
    }

    private Driving of(Period period) {
        if (period instanceof Period.Counted counted) {
            return operands.apply(counted.event()).driving(d -> counted.eligible(d, years), asOf);
        } else if (period instanceof Period.LongestOf longest) {
            return Driving.all(each(longest.members()));
        } else if (period instanceof Period.ShortestOf shortest) {
            return Driving.either(each(shortest.members()));
        } else if (period instanceof Period.FirstThatApplies first) {
            return Driving.either(each(
                    first.alternatives().stream().map(Period.Alternative::keep).toList()));
        } else if (period instanceof Period.Permanently) {
            return Driving.never();
        }
        return Driving.any();
    }

    private List<Driving> each(List<Period> periods) {
        return periods.stream().map(this::of).toList();
    }
}
