package org.keepuntil.decide;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.decide.DateValue.Gap;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Place;

/** Short words for schedules and facts of a class "referral" with the role "child". */
final class Sample {
    static final Place PLACE = new Place("schedule.yaml", 1, 1);
    static final LocalDate AS_OF = LocalDate.parse("2026-11-22");
    static final DateValue NOT_YET = new DateValue.NotYet();
    static final DateValue NO_VALUE = new DateValue.Unknown(Gap.NO_VALUE);
    static final Event CLOSURE = new Event.Declared("closure");

    private Sample() {}

    static Period age(int years, Person.Which which) {
        return new Period.Until(new Moment.Age(years, new Person("child", which)));
    }

    static Period age(int years) {
        return age(years, Person.Which.ONLY);
    }

    static Period yearsAfter(int years, String event) {
        return new Period.After(new Span(12 * years, 0), years + " years", new Moment.Of(new Event.Declared(event)));
    }

    static Period yearsFromDeath(int years, Person.Which which) {
        return new Period.BeginningWith(
                new Span(12 * years, 0), years + " years", new Event.Death(new Person("child", which)));
    }

    static Period longest(Period... members) {
        return new Period.LongestOf(List.of(members));
    }

    static Period shortest(Period... members) {
        return new Period.ShortestOf(List.of(members));
    }

    static Period permanently() {
        return new Period.Permanently();
    }

    static Period ladder(Period.Alternative... alternatives) {
        return new Period.FirstThatApplies(List.of(alternatives));
    }

    static Period.Alternative where(Condition condition, Period keep) {
        return new Period.Alternative(Optional.of(condition), keep, PLACE);
    }

    static Period.Alternative otherwise(Period keep) {
        return new Period.Alternative(Optional.empty(), keep, PLACE);
    }

    /** A condition that is whatever the fact of that name is: true, false or, without it, unknown. */
    static Condition fact(String name) {
        return line(name, new Matcher.OneOf(List.of("true")));
    }

    static Condition line(String fact, Matcher matcher) {
        return new Condition.FactLine(fact, matcher, PLACE);
    }

    static Condition eventLine(Event event, Matcher matcher) {
        return new Condition.EventLine(event, matcher, PLACE);
    }

    static Rule rule(String id, Period keep) {
        return rule(id, Optional.empty(), keep, Disposal.DESTROY);
    }

    static Rule rule(String id, Condition when, Period keep) {
        return rule(id, Optional.of(when), keep, Disposal.DESTROY);
    }

    static Rule rule(String id, Optional<Condition> when, Period keep, Disposal then) {
        return rule(id, when, List.of(stage(keep, then)));
    }

    static Rule.Stage stage(Period keep, Disposal then) {
        return new Rule.Stage(keep, PeriodWords.of(keep), then, PLACE);
    }

    static Rule staged(String id, Rule.Stage... stages) {
        return rule(id, Optional.empty(), List.of(stages));
    }

    static Rule rule(String id, Optional<Condition> when, List<Rule.Stage> stages) {
        return rule(id, when, stages, Optional.empty(), Optional.empty());
    }

    static Rule noLongerThan(Rule rule, Period maximum) {
        return rule(rule.id(), rule.when(), rule.stages(), Optional.of(maximum), rule.notice());
    }

    static Rule withNotice(Rule rule, int days) {
        return rule(rule.id(), rule.when(), rule.stages(), rule.noLongerThan(), Optional.of(days));
    }

    private static Rule rule(
            String id,
            Optional<Condition> when,
            List<Rule.Stage> stages,
            Optional<Period> maximum,
            Optional<Integer> notice) {
        return new Rule(
                id,
                "referral",
                when,
                stages,
                maximum,
                maximum.map(PeriodWords::of),
                Optional.empty(),
                Optional.empty(),
                notice,
                Optional.empty(),
                List.of(),
                false,
                Rule.Approval.EACH_PLAN,
                PLACE);
    }

    static Schedule schedule(Rule... rules) {
        RecordClass referral =
                new RecordClass("referral", "Referral", List.of("child"), List.of("closure"), List.of(), true, PLACE);
        return new Schedule(
                "sample",
                "Sample",
                "1",
                Optional.empty(),
                Optional.empty(),
                ZoneId.of("Europe/London"),
                YearStarts.DEFAULTS,
                List.of(referral),
                List.of(rules),
                Schedule.HOLD_GRACE_DAYS,
                "");
    }

    static Decider decider(Rule... rules) {
        return Decider.of(schedule(rules), "referral", Optional.empty(), YearStarts.DEFAULTS);
    }

    static Decider decider(Condition openWhile, Rule... rules) {
        return Decider.of(schedule(rules), "referral", Optional.of(openWhile), YearStarts.DEFAULTS);
    }

    static DateValue known(String date) {
        return new DateValue.Known(Interval.on(LocalDate.parse(date)));
    }

    static DateValue known(String first, String last) {
        return new DateValue.Known(interval(first, last));
    }

    static Interval interval(String first, String last) {
        return new Interval(day(first), day(last));
    }

    static Day day(String text) {
        return switch (text) {
            case "ever" -> Day.EVER;
            case "never" -> Day.NEVER;
            default -> Day.of(LocalDate.parse(text));
        };
    }

    /** A date value from a few characters: {@code none}, {@code ?}, a date, or {@code a..b}. */
    static DateValue value(String text) {
        if (text.equals("none")) {
            return NOT_YET;
        }
        if (text.equals("?")) {
            return NO_VALUE;
        }
        int dots = text.indexOf("..");
        return dots < 0 ? known(text) : known(text.substring(0, dots), text.substring(dots + 2));
    }

    static PersonFacts person(DateValue born, DateValue died) {
        return new PersonFacts(born, died, false);
    }

    static Given given() {
        return new Given(Map.of(), List.of(), Map.of());
    }

    /** Facts that grow. */
    record Given(Map<String, DateValue> events, List<PersonFacts> children, Map<String, FactValue> known) {
        Given event(String name, DateValue value) {
            Map<String, DateValue> more = new HashMap<>(events);
            more.put(name, value);
            return new Given(more, children, known);
        }

        Given closure(String value) {
            return event("closure", value(value));
        }

        Given child(PersonFacts child) {
            List<PersonFacts> more = new ArrayList<>(children);
            more.add(child);
            return new Given(events, more, known);
        }

        Given born(String value) {
            return child(person(value(value), NOT_YET));
        }

        Given died(String value) {
            return child(person(Sample.known("2000-01-01"), value(value)));
        }

        Given fact(String name, FactValue value) {
            Map<String, FactValue> more = new HashMap<>(known);
            more.put(name, value);
            return new Given(events, children, more);
        }

        /** A fact that is true, false or, by a question mark, null. */
        Given fact(String name, String value) {
            return fact(
                    name, value.equals("?") ? new FactValue.Null() : new FactValue.Truth(Boolean.parseBoolean(value)));
        }

        Facts facts() {
            return new Facts(events, Map.of("child", children), known);
        }
    }
}
