package org.keepuntil.dispose;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** Which row refers to which, of the rows of a batch: what decides whether a row that several records have a part in goes. */
final class Ties {
    private final Map<Tie, Set<Pair>> pairs = new LinkedHashMap<>();

    /** What a reference means for the two rows. */
    enum Kind {
        /** The row belongs to the one that it refers to, and goes with it. */
        OWNED,
        /** The row refers to one that several may share, and that stays while one of them stays. */
        SHARING,
        /** The row keeps its link: while it stays, so does the one that it refers to. */
        KEEPING,
        /** The link is cut where the row stays. */
        CUT
    }

    /**
     * References by one key.
     *
     * @param cut the columns that are set to null where the row stays and the one that it refers to goes; none where that is not possible
     */
    record Tie(Kind kind, ForeignKey key, Table from, Table to, List<String> cut) {}

    /** A row and the one that it refers to. */
    record Pair(RowPlace from, RowPlace to) {}

    /** One tie and one of its pairs. */
    record Bond(Tie tie, RowPlace from, RowPlace to) {}

    /** Takes pairs of a tie. */
    BiConsumer<RowPlace, RowPlace> of(Tie tie) {
        Set<Pair> found = pairs.computeIfAbsent(tie, t -> new LinkedHashSet<>());
        return (from, to) -> found.add(new Pair(from, to));
    }

    void each(BiConsumer<Tie, Pair> consumer) {
        pairs.forEach((tie, found) -> found.forEach(pair -> consumer.accept(tie, pair)));
    }
}
