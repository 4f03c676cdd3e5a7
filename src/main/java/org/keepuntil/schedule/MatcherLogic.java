package org.keepuntil.schedule;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.Matcher.Dated;
import org.keepuntil.schedule.Condition.Matcher.Missing;
import org.keepuntil.schedule.Condition.Matcher.Not;
import org.keepuntil.schedule.Condition.Matcher.Numbered;
import org.keepuntil.schedule.Condition.Matcher.OneOf;
import org.keepuntil.schedule.Condition.NumberOrder;

/** What can be proved of two comparisons with the same fact or event. */
final class MatcherLogic {
    private MatcherLogic() {}

    /** Whether the second holds wherever the first does. */
    static boolean implies(Matcher first, Matcher second) {
        if (first.equals(second)) {
            return true;
        }
        if (second instanceof Matcher.Present) {
            return !(first instanceof Missing);
        }
        if (second instanceof Not not) {
            return !(first instanceof Missing) && exclude(first, not.matcher());
        }
        if (first instanceof OneOf a && second instanceof OneOf b) {
            return b.values().containsAll(a.values());
        }
        if (first instanceof OneOf a && second instanceof Numbered b) {
            return a.values().stream()
                    .allMatch(v -> number(v).filter(n -> holds(n, b)).isPresent());
        }
        return first instanceof Numbered a
                && second instanceof Numbered b
                && isFloor(a) == isFloor(b)
                && (isFloor(a)
                        ? a.number().compareTo(b.number()) > 0
                        : a.number().compareTo(b.number()) < 0);
    }

    /** Whether no value satisfies both. */
    static boolean exclude(Matcher first, Matcher second) {
        return excludes(first, second) || excludes(second, first);
    }

    private static boolean excludes(Matcher first, Matcher second) {
        if (first instanceof Missing) {
            return !(second instanceof Missing);
        }
        if (second instanceof Not not) {
            return implies(first, not.matcher());
        }
        if (first instanceof OneOf a && second instanceof OneOf b) {
            return a.values().stream().noneMatch(value -> mayBeIn(b.values(), value));
        }
        if (first instanceof OneOf a && second instanceof Numbered b) {
            return a.values().stream()
                    .allMatch(v -> number(v).filter(n -> !holds(n, b)).isPresent());
        }
        if (first instanceof Numbered a && second instanceof Numbered b) {
            return isFloor(a) && !isFloor(b) && isEmpty(a, b);
        }
        return first instanceof Dated a && second instanceof Dated b && apart(a, b);
    }

    private static boolean mayBeIn(List<String> values, String value) {
        return values.stream().anyMatch(other -> mayBeSame(value, other));
    }

    /** A fact's type decides how it is compared, and is not known here: 1 may be 1.0, and TRUE may be true. */
    private static boolean mayBeSame(String a, String b) {
        Optional<BigDecimal> left = number(a);
        Optional<BigDecimal> right = number(b);
        return (left.isPresent() && right.isPresent())
                ? left.get().compareTo(right.get()) == 0
                : a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }

    private static Optional<BigDecimal> number(String value) {
        return value.matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?") ? Optional.of(new BigDecimal(value)) : Optional.empty();
    }

    private static boolean holds(BigDecimal number, Numbered condition) {
        int order = number.compareTo(condition.number());
        return switch (condition.order()) {
            case AT_LEAST -> order >= 0;
            case MORE_THAN -> order > 0;
            case AT_MOST -> order <= 0;
            case LESS_THAN -> order < 0;
        };
    }

    private static boolean isFloor(Numbered condition) {
        return condition.order() == NumberOrder.AT_LEAST || condition.order() == NumberOrder.MORE_THAN;
    }

    private static boolean isEmpty(Numbered floor, Numbered ceiling) {
        int order = floor.number().compareTo(ceiling.number());
        boolean bothMayBeIt = floor.order() == NumberOrder.AT_LEAST && ceiling.order() == NumberOrder.AT_MOST;
        return order > 0 || (order == 0 && !bothMayBeIt);
    }

    private static boolean apart(Dated a, Dated b) {
        if (a.other().equals(b.other())) {
            return Collections.disjoint(signs(a.order()), signs(b.order()));
        }
        return a.other() instanceof DateOperand.Literal x
                && b.other() instanceof DateOperand.Literal y
                && x.date().isBefore(y.date())
                && !signs(a.order()).contains(1)
                && !signs(b.order()).contains(-1);
    }

    /** How a day may compare with the other: before it, the same, after it. */
    private static Set<Integer> signs(DateOrder order) {
        return switch (order) {
            case ON -> Set.of(0);
            case BEFORE -> Set.of(-1);
            case AFTER -> Set.of(1);
            case ON_OR_BEFORE -> Set.of(-1, 0);
            case ON_OR_AFTER -> Set.of(0, 1);
        };
    }
}
