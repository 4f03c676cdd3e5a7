package org.keepuntil.binding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Refuses what a binding can say and this version does not yet do. */
record SupportedBinding(Schedule schedule, Problems problems) {
    private static final String NOT_YET = " can be written but not yet run";

    static void check(Schedule schedule, Binding binding, Problems problems) {
        SupportedBinding supported = new SupportedBinding(schedule, problems);
        binding.records().forEach(supported::bound);
    }

    private void bound(BoundClass bound) {
        bound.links().stream().findFirst().ifPresent(link -> refuse(link.place(), "\"links\"", "Add a foreign key."));
        for (Mention mention : BindingCheck.mentions(schedule, bound)) {
            if (mention instanceof Mention.OfEvent of && of.compared() && isImprecise(of.event(), bound)) {
                refuse(
                        of.place(),
                        "comparing \"" + of.event().phrase() + "\", which is not known to the day,",
                        "Ask whether it is missing or present, or bind it without precision and first of January.");
            }
        }
    }

    private static boolean isImprecise(Event event, BoundClass bound) {
        return sources(event, bound).stream().anyMatch(s -> s.precision().isPresent() || s.firstOfJanuaryIsYear());
    }

    /** The source of an event's day, and of those that stand in for it. */
    private static List<DateSource> sources(Event event, BoundClass bound) {
        if (event instanceof Event.Birth birth) {
            return bound.role(birth.person().role()).map(BoundClass.People::born).stream()
                    .toList();
        }
        if (event instanceof Event.Death death) {
            return bound.role(death.person().role()).flatMap(BoundClass.People::died).stream()
                    .toList();
        }
        Set<DateSource> found = new HashSet<>();
        Optional<DateSource> next =
                event instanceof Event.Declared declared ? bound.event(declared.name()) : Optional.empty();
        while (next.isPresent() && found.add(next.get())) {
            next = next.get().orElse().flatMap(bound::event);
        }
        return List.copyOf(found);
    }

    private void refuse(Place place, String what, String hint) {
        problems.error(place, 1, what + NOT_YET, hint);
    }
}
