package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.DateSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts;

/**
 * Dates that can't both be true (language manual, "Every date is what it can be"): a death before the birth makes both unknown, a birth
 * after an event of the record makes the birth unknown, and a closure before the opening makes the closure unknown. The opening is the
 * class's first event. A role that holds several people may hold some who were born later, so their births are not held against events.
 */
final class Contradictions {
    /** The event that ends a record's active life. */
    static final String CLOSURE = "closure";

    private static final DateValue CONTRADICTED = new DateValue.Unknown(DateValue.Gap.CONTRADICTION);

    private Contradictions() {}

    /** The event that opens the record, if it is a single date and not the closure itself. */
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
    }
}
