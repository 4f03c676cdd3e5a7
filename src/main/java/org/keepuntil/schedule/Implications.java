package org.keepuntil.schedule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.schedule.Condition.AllOf;
import org.keepuntil.schedule.Condition.AnyOf;
import org.keepuntil.schedule.Condition.EventLine;
import org.keepuntil.schedule.Condition.FactLine;
import org.keepuntil.schedule.Condition.PersonLine;
import org.keepuntil.schedule.Condition.PersonState;

/**
 * What can be proved of two conditions from their words alone. Where nothing can be proved the answer is no. A condition
 * that is not there always holds.
 */
final class Implications {
    private Implications() {}

    /** Whether the second holds wherever the first does. */
    static boolean implies(Optional<Condition> first, Optional<Condition> second) {
        return second.isEmpty() || (first.isPresent() && implies(first.get(), second.get()));
    }

    private static boolean implies(Condition first, Condition second) {
        if (second instanceof AllOf all) {
            return all.members().stream().allMatch(member -> implies(first, member));
        }
        if (first instanceof AnyOf any) {
            return any.members().stream().allMatch(member -> implies(member, second));
        }
        if (second instanceof AnyOf any && any.members().stream().anyMatch(member -> implies(first, member))) {
            return true;
        }
        if (first instanceof AllOf all) {
            return all.members().stream().anyMatch(member -> implies(member, second));
        }
        return lineImplies(first, second);
    }

    private static boolean lineImplies(Condition first, Condition second) {
        if (first instanceof FactLine a && second instanceof FactLine b) {
            return a.fact().equals(b.fact()) && MatcherLogic.implies(a.matcher(), b.matcher());
        }
        if (first instanceof EventLine a && second instanceof EventLine b) {
            return a.event().equals(b.event()) && MatcherLogic.implies(a.matcher(), b.matcher());
        }
        return first instanceof PersonLine a
                && second instanceof PersonLine b
                && a.role().equals(b.role())
                && a.any() == b.any()
                && implies(a.state(), b.state());
    }

    private static boolean implies(PersonState first, PersonState second) {
        if (first instanceof PersonState.DiedBefore a && second instanceof PersonState.DiedBefore b) {
            return a.age() <= b.age();
        }
        return first.equals(second) || (first instanceof PersonState.DiedBefore && second instanceof PersonState.Dead);
    }

    /** Whether the two can never hold together. */
    static boolean exclude(Optional<Condition> first, Optional<Condition> second) {
        return first.isPresent() && second.isPresent() && exclude(first.get(), second.get());
    }

    /** Whether the condition can never hold. */
    static boolean isContradictory(Condition condition) {
        if (condition instanceof AnyOf any) {
            return any.members().stream().allMatch(Implications::isContradictory);
        }
        if (!(condition instanceof AllOf all)) {
            return false;
        }
        List<Condition> members = all.members();
        return members.stream().anyMatch(Implications::isContradictory)
                || members.stream().anyMatch(a -> members.stream().anyMatch(b -> a != b && exclude(a, b)));
    }

    private static boolean exclude(Condition first, Condition second) {
        return excludes(first, second) || excludes(second, first);
    }

    private static boolean excludes(Condition first, Condition second) {
        if (first instanceof AllOf all) {
            return all.members().stream().anyMatch(member -> exclude(member, second));
        }
        if (first instanceof AnyOf any) {
            return any.members().stream().allMatch(member -> exclude(member, second));
        }
        if (first instanceof FactLine a && second instanceof FactLine b) {
            return a.fact().equals(b.fact()) && MatcherLogic.exclude(a.matcher(), b.matcher());
        }
        if (first instanceof EventLine a && second instanceof EventLine b) {
            return a.event().equals(b.event()) && MatcherLogic.exclude(a.matcher(), b.matcher());
        }
        return first instanceof PersonLine a
                && second instanceof PersonLine b
                && a.role().equals(b.role())
                && !(a.any() && b.any())
                && a.state() instanceof PersonState.Alive != b.state() instanceof PersonState.Alive;
    }

    /** Both conditions as one. */
    static Optional<Condition> both(Optional<Condition> first, Optional<Condition> second) {
        List<Condition> members = Stream.concat(first.stream(), second.stream()).toList();
        return members.isEmpty() ? Optional.empty() : Optional.of(new AllOf(members));
    }
}
