package org.keepuntil.sql;

import java.util.Optional;
import org.keepuntil.binding.DateSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.decide.ContradictedDates;
import org.keepuntil.decide.Facts;

/** Which dates of a class are held against each other; what follows is in {@link ContradictedDates}. */
final class Contradictions {
    static final String CLOSURE = ContradictedDates.CLOSURE;

    private Contradictions() {}

    /** The event that opens the record: the class's first, if it is a single date and not the closure itself. */
    static Optional<String> opening(Layout layout) {
        return layout.events().values().stream()
                .findFirst()
                .filter(e -> isSingle(e) && !e.name().equals(CLOSURE))
                .map(Layout.DatePath::name);
    }

    static boolean isSingle(Layout.DatePath event) {
        return event.source().choice() == DateSource.Choice.ONLY;
    }

    /** The same facts with contradicted dates unknown. */
    static Facts resolve(Facts read, Layout layout) {
<<<<<<< HEAD
        return ContradictedDates.resolve(
                read,
                opening(layout),
                event -> isSingle(layout.event(event)),
                role -> layout.role(role).several());
=======
        Map<String, DateValue> events = new HashMap<>(read.events());
        Optional<DateValue> opening = opening(layout).map(read.events()::get);
        DateValue closure = read.events().get(CLOSURE);
        if (closure != null && opening.isPresent() && certainlyBefore(closure, opening.get())) {
            events.put(CLOSURE, CONTRADICTED);
        }
        Map<String, List<Facts.PersonFacts>> people = new HashMap<>();
        read.people().forEach((role, persons) -> people.put(role, persons(read, layout, role, persons)));
        return new Facts(events, people, read.facts(), read.estimated());
    }

    private static List<Facts.PersonFacts> persons(
            Facts read, Layout layout, String role, List<Facts.PersonFacts> persons) {
        boolean several = layout.role(role).several();
        List<Facts.PersonFacts> resolved = new ArrayList<>();
        for (Facts.PersonFacts person : persons) {
            boolean died = certainlyBefore(person.died(), person.born());
            boolean late = !several
                    && read.events().entrySet().stream()
                            .filter(e -> isSingle(layout.event(e.getKey())))
                            .anyMatch(e -> certainlyBefore(e.getValue(), person.born()));
            resolved.add(new Facts.PersonFacts(
                    died || late ? CONTRADICTED : person.born(),
                    died ? CONTRADICTED : person.died(),
                    person.deathsRecorded()));
        }
        return resolved;
    }

    private static boolean certainlyBefore(DateValue a, DateValue b) {
        return a instanceof DateValue.Known first
                && b instanceof DateValue.Known second
                && first.interval().latest().compareTo(second.interval().earliest()) < 0;
>>>>>>> main
    }
}
