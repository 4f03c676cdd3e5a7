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
        return ContradictedDates.resolve(
                read,
                opening(layout),
                event -> isSingle(layout.event(event)),
                role -> layout.role(role).several());
    }
}
