package org.keepuntil.binding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Column;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

/** The events, people and facts of a class that an act changes, or may. */
public record Touched(Set<String> events, Set<String> roles, Set<String> facts) {
    public Touched {
        events = Set.copyOf(events);
        roles = Set.copyOf(roles);
        facts = Set.copyOf(facts);
    }

    public static Touched by(Treated.Change change, Layout layout) {
        Set<String> events = new HashSet<>();
        layout.events().forEach((name, date) -> {
            if (date(change, layout, date)) {
                events.add(name);
            }
        });
        boolean more = true;
        while (more) {
            more = false;
            for (Layout.DatePath date : layout.events().values()) {
                more |= date.source().orElse().filter(events::contains).isPresent() && events.add(date.name());
            }
        }
        Set<String> roles = new HashSet<>();
        layout.people().forEach((role, people) -> {
            boolean died = people.died().filter(d -> date(change, layout, d)).isPresent();
            if (died || date(change, layout, people.born())) {
                roles.add(role);
            }
        });
        Set<String> facts = new HashSet<>();
        layout.facts().forEach((name, fact) -> {
            if (fact(change, layout, fact)) {
                facts.add(name);
            }
        });
        return new Touched(events, roles, facts);
    }

    private static boolean date(Treated.Change change, Layout layout, Layout.DatePath date) {
        return date.paths().stream().anyMatch(p -> path(change, layout, p))
                || date.precision().filter(p -> path(change, layout, p)).isPresent()
                || date.estimated().filter(p -> path(change, layout, p)).isPresent();
    }

    private static boolean fact(Treated.Change change, Layout layout, Layout.FactPath fact) {
        return fact instanceof Layout.FactPath.AnyOf any
                ? change.touches(any.steps(), any.column())
                : path(change, layout, ((Layout.FactPath.Value) fact).path());
    }

    private static boolean path(Treated.Change change, Layout layout, Path path) {
        Column column = path.column();
        return path.steps().isEmpty()
                ? change.touches(layout.root(), column)
                : change.touches(path.steps(), Optional.of(column));
    }

    /** Whether a date of the record may be another after the act, by itself or because it contradicts another. */
    public boolean changesDates() {
        return !events.isEmpty() || !roles.isEmpty();
    }

    /** Whether a statistic may count otherwise after the act. */
    boolean counts(String statistic) {
        return statistic.startsWith(Rule.YEAR_OF)
                ? events.contains(statistic.substring(Rule.YEAR_OF.length()))
                : facts.contains(statistic);
    }

    /** Whether the condition may mean something else after the act. */
    boolean reaches(Condition condition) {
        return Mention.in(condition).stream().anyMatch(this::reaches);
    }

    private boolean reaches(Mention mention) {
        if (mention instanceof Mention.OfFact fact) {
            return facts.contains(fact.fact());
        } else if (mention instanceof Mention.OfPerson person) {
            return roles.contains(person.role());
        }
        return reaches(((Mention.OfEvent) mention).event());
    }

    private boolean reaches(Event event) {
        if (event instanceof Event.Declared declared) {
            return events.contains(declared.name());
        } else if (event instanceof Event.Birth birth) {
            return roles.contains(birth.person().role());
        }
        return event instanceof Event.Death death
                && roles.contains(death.person().role());
    }

    /** Whether the day of the period is worked out from what the act changes. */
    public boolean reaches(Period period) {
        return eventsOf(period).stream().anyMatch(this::reaches);
    }

    /** Every event of a period, whatever its conditions. */
    static List<Event> eventsOf(Period period) {
        if (period instanceof Period.Counted counted) {
            return List.of(counted.event());
        }
        return members(period).stream().flatMap(p -> eventsOf(p).stream()).toList();
    }

    /** The conditions of the alternatives of a period. */
    static List<Condition> conditionsOf(Period period) {
        java.util.ArrayList<Condition> found = new java.util.ArrayList<>();
        if (period instanceof Period.FirstThatApplies ladder) {
            ladder.alternatives().forEach(a -> a.when().ifPresent(found::add));
        }
        members(period).forEach(p -> found.addAll(conditionsOf(p)));
        return found;
    }

    /** The events that have happened once a period has run. */
    static Set<Event> knownAfter(Period period) {
        if (period instanceof Period.Counted counted) {
            return Set.of(counted.event());
        }
        List<Set<Event>> known =
                members(period).stream().map(Touched::knownAfter).toList();
        Set<Event> all = new HashSet<>();
        known.forEach(all::addAll);
        if (!(period instanceof Period.LongestOf)) {
            known.forEach(all::retainAll);
        }
        return all;
    }

    private static List<Period> members(Period period) {
        if (period instanceof Period.LongestOf longest) {
            return longest.members();
        } else if (period instanceof Period.ShortestOf shortest) {
            return shortest.members();
        } else if (period instanceof Period.FirstThatApplies ladder) {
            return ladder.alternatives().stream().map(Period.Alternative::keep).toList();
        }
        return List.of();
    }
}
