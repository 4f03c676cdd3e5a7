package org.keepuntil.decide;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Event;

/** Says of the lines of a condition whether they hold. */
final class ConditionNotes {
    private final Conditions conditions;
    private final EventDays days;

    ConditionNotes(Facts facts) {
        this.conditions = new Conditions(facts);
        this.days = new EventDays(facts);
    }

    Truth truth(Condition condition) {
        return conditions.test(condition);
    }

    /** One clause for each line: {@code looked after: true is not known}. */
    List<String> lines(Condition condition) {
        return flat(condition).map(this::note).toList();
    }

    /** The clauses of the lines that make the condition unknown; none where it is known. */
    List<String> unknown(Condition condition) {
        if (truth(condition) != Truth.UNKNOWN) {
            return List.of();
        }
        return flat(condition)
                .filter(line -> truth(line) == Truth.UNKNOWN)
                .map(this::note)
                .toList();
    }

    private String note(Condition line) {
        return note(line, truth(line)) + (truth(line) == Truth.UNKNOWN ? ": " + why(line) : "");
    }

    static String note(Condition condition, Truth truth) {
        return "“" + ConditionWords.of(condition) + "” "
                + switch (truth) {
                    case TRUE -> "holds";
                    case FALSE -> "does not hold";
                    case UNKNOWN -> "can't be told";
                };
    }

    private String why(Condition line) {
        if (line instanceof Condition.FactLine fact) {
            boolean missing = conditions.value(fact.fact()) instanceof FactValue.Null;
            return missing ? "no value is recorded" : "the value can't be compared so";
        }
        if (line instanceof Condition.EventLine event) {
            Stream<Event> other =
                    event.matcher() instanceof Matcher.Dated dated && dated.other() instanceof DateOperand.EventDay day
                            ? Stream.of(day.event())
                            : Stream.of();
            return Stream.concat(Stream.of(event.event()), other)
                    .map(each -> DateWords.known(each, days, days.comparable(each)))
                    .collect(Collectors.joining("; "));
        }
        return "what is recorded of birth and death does not settle it";
    }

    private static Stream<Condition> flat(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return all.members().stream().flatMap(ConditionNotes::flat);
        }
        if (condition instanceof Condition.AnyOf any) {
            return any.members().stream().flatMap(ConditionNotes::flat);
        }
        return Stream.of(condition);
    }
}
