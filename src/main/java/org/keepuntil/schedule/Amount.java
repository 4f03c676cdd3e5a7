package org.keepuntil.schedule;

import java.util.HashSet;
import java.util.Set;
import org.keepuntil.calendar.Span;

/** A length of time or an age that a text or a rule names; an age counts as so many years. */
record Amount(int months, int days) {
    static Amount years(int years) {
        return new Amount(12 * years, 0);
    }

    static Amount of(Span span) {
        return new Amount(span.months(), span.days());
    }

    /** For a message. */
    String words() {
        if (days > 0) {
            return months > 0 ? count(months, "month") + " and " + count(days, "day") : count(days, "day");
        }
        return months % 12 == 0 ? count(months / 12, "year") : count(months, "month");
    }

    private static String count(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** The amounts of a rule's periods, its conditions and its maximum. */
    static Set<Amount> inRule(Rule rule) {
        Set<Amount> found = new HashSet<>();
        rule.stages().forEach(stage -> add(stage.keep(), found));
        rule.noLongerThan().ifPresent(period -> add(period, found));
        rule.when().ifPresent(condition -> add(condition, found));
        return found;
    }

    private static void add(Period period, Set<Amount> found) {
        if (period instanceof Period.Until until) {
            add(until.moment(), found);
        } else if (period instanceof Period.After after) {
            found.add(of(after.span()));
            add(after.moment(), found);
        } else if (period instanceof Period.BeginningWith beginning) {
            found.add(of(beginning.span()));
        } else if (period instanceof Period.LongestOf longest) {
            longest.members().forEach(member -> add(member, found));
        } else if (period instanceof Period.ShortestOf shortest) {
            shortest.members().forEach(member -> add(member, found));
        } else if (period instanceof Period.FirstThatApplies ladder) {
            ladder.alternatives().forEach(alternative -> {
                alternative.when().ifPresent(condition -> add(condition, found));
                add(alternative.keep(), found);
            });
        }
    }

    private static void add(Moment moment, Set<Amount> found) {
        if (moment instanceof Moment.Age age) {
            found.add(years(age.years()));
        } else if (moment instanceof Moment.EndOfYear end) {
            add(end.of(), found);
        }
    }

    private static void add(Condition condition, Set<Amount> found) {
        if (condition instanceof Condition.AllOf all) {
            all.members().forEach(member -> add(member, found));
        } else if (condition instanceof Condition.AnyOf any) {
            any.members().forEach(member -> add(member, found));
        } else if (condition instanceof Condition.PersonLine line
                && line.state() instanceof Condition.PersonState.DiedBefore died) {
            found.add(years(died.age()));
        }
    }
}
