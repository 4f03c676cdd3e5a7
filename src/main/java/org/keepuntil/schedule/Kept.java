package org.keepuntil.schedule;

import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.source.Node;

/**
 * A period with the words of the file on one line, and where it was read.
 *
 * @param parts the members of a list or the alternatives of a ladder, in its order; none for a phrase
 */
record Kept(Period period, String phrase, Node node, List<Kept> parts) {
    Kept {
        parts = List.copyOf(parts);
    }

    /** This, its parts, and theirs. */
    Stream<Kept> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Kept::all));
    }

    /** The phrases in it. */
    Stream<Kept> leaves() {
        return all().filter(kept -> kept.parts().isEmpty());
    }
}
