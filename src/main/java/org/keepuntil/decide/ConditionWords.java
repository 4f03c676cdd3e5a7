package org.keepuntil.decide;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.PersonState;

/** Conditions in the words of the schedule, on one line. */
final class ConditionWords {
    private ConditionWords() {}

    static String of(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return joined(all.members(), " and ");
        }
        if (condition instanceof Condition.AnyOf any) {
            return "(" + joined(any.members(), " or ") + ")";
        }
        if (condition instanceof Condition.FactLine line) {
            return line.fact() + ": " + of(line.matcher());
        }
        if (condition instanceof Condition.EventLine line) {
            return line.event().phrase() + ": " + of(line.matcher());
        }
        Condition.PersonLine line = (Condition.PersonLine) condition;
        return (line.any() ? "any " : "") + line.role() + ": " + of(line.state());
    }

    private static String joined(List<Condition> members, String between) {
        return members.stream().map(ConditionWords::of).collect(Collectors.joining(between));
    }

    private static String of(Matcher matcher) {
        if (matcher instanceof Matcher.OneOf values) {
            return String.join(" or ", values.values());
        }
        if (matcher instanceof Matcher.Not not) {
            return "not " + of(not.matcher());
        }
        if (matcher instanceof Matcher.Dated dated) {
            return words(dated.order()) + " " + of(dated.other());
        }
        if (matcher instanceof Matcher.Numbered numbered) {
            return words(numbered.order()) + " " + numbered.number().toPlainString();
        }
        return matcher instanceof Matcher.Missing ? "missing" : "present";
    }

    private static String of(DateOperand operand) {
        return operand instanceof DateOperand.EventDay other
                ? other.event().phrase()
                : ((DateOperand.Literal) operand).date().toString();
    }

    private static String of(PersonState state) {
        if (state instanceof PersonState.DiedBefore before) {
            return "died before age " + before.age();
        }
        return state instanceof PersonState.Alive ? "alive" : "dead";
    }

    private static String words(Enum<?> order) {
        return order.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
