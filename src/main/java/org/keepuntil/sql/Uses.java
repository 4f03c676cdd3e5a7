package org.keepuntil.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.DateSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Erasure;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

/**
 * The events, people and facts on which the rules of a class rest. Only these are read and locked: a fact that no rule tests can't
 * change what becomes of a record.
 */
final class Uses {
    private final Layout layout;
    private final Set<String> events = new LinkedHashSet<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Set<String> facts = new LinkedHashSet<>();

    private Uses(Layout layout) {
        this.layout = layout;
    }

    static Uses of(List<Rule> rules, Layout layout) {
        Uses uses = new Uses(layout);
        for (Rule rule : rules) {
            rule.when().ifPresent(uses::condition);
            rule.stages().forEach(s -> uses.period(s.keep()));
            rule.noLongerThan().ifPresent(uses::period);
            rule.statistics().forEach(uses::counted);
        }
        layout.openWhile().ifPresent(uses::condition);
        uses.contradictions();
        return uses;
    }

    /** What a single condition rests on. */
    static Uses of(Condition condition, Layout layout) {
        Uses uses = new Uses(layout);
        uses.condition(condition);
        uses.contradictions();
        return uses;
    }

    Set<String> events() {
        return events;
    }

    Set<String> roles() {
        return roles;
    }

    Set<String> facts() {
        return facts;
    }

    /** What is counted before a record goes is decided from the same values as that it goes. */
    private void counted(String statistic) {
        if (statistic.startsWith(Rule.YEAR_OF)) {
            event(new Event.Declared(statistic.substring(Rule.YEAR_OF.length())));
        } else {
            facts.add(statistic);
        }
    }

    private void period(Period period) {
        if (period instanceof Period.Counted counted) {
            event(counted.event());
        } else if (period instanceof Period.LongestOf longest) {
            longest.members().forEach(this::period);
        } else if (period instanceof Period.ShortestOf shortest) {
            shortest.members().forEach(this::period);
        } else if (period instanceof Period.FirstThatApplies first) {
            first.alternatives().forEach(a -> {
                a.when().ifPresent(this::condition);
                period(a.keep());
            });
        }
    }

    private void condition(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            all.members().forEach(this::condition);
        } else if (condition instanceof Condition.AnyOf any) {
            any.members().forEach(this::condition);
        } else if (condition instanceof Condition.FactLine line) {
            facts.add(line.fact());
        } else if (condition instanceof Condition.PersonLine line) {
            roles.add(line.role());
        } else if (condition instanceof Condition.EventLine line) {
            event(line.event());
            matcher(line.matcher());
        }
    }

    private void matcher(Condition.Matcher matcher) {
        if (matcher instanceof Condition.Matcher.Not not) {
            matcher(not.matcher());
        } else if (matcher instanceof Condition.Matcher.Dated dated
                && dated.other() instanceof Condition.DateOperand.EventDay day) {
            event(day.event());
        }
    }

    private void event(Event event) {
        if (event instanceof Event.Declared declared && declared.name().equals(Erasure.EVENT)) {
            return; // what is recorded of a record is joined to it
        }
        if (event instanceof Event.Declared declared) {
            Optional<String> orElse = Optional.ofNullable(layout.event(declared.name()))
                    .flatMap(e -> e.source().orElse());
            if (events.add(declared.name())) {
                orElse.ifPresent(e -> event(new Event.Declared(e)));
            }
        } else if (event instanceof Event.Birth birth) {
            roles.add(birth.person().role());
        } else if (event instanceof Event.Death death) {
            roles.add(death.person().role());
        }
    }

    /** What may contradict a date that is used is used too. */
    private void contradictions() {
        boolean oneBirth = roles.stream().anyMatch(r -> !layout.role(r).several());
        if (oneBirth) {
            layout.events().values().stream()
                    .filter(e -> e.source().choice() == DateSource.Choice.ONLY)
                    .forEach(e -> events.add(e.name()));
        }
        if (events.contains(Contradictions.CLOSURE)) {
            Contradictions.opening(layout).ifPresent(events::add);
        }
    }
}
