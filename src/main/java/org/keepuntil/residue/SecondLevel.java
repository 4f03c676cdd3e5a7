package org.keepuntil.residue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;

/** Waits until nobody sees any more what went, for a bounded time, and writes down who still does. */
final class SecondLevel {
    static final String HOW = "no session, prepared transaction or replication slot sees it";

    private final Horizon horizon;
    private final Relations relations;
    private final Traces traces;
    private final Waiting waiting;

    SecondLevel(JdbcTemplate jdbc, Traces traces, Waiting waiting) {
        this.horizon = new Horizon(jdbc);
        this.relations = new Relations(jdbc);
        this.traces = traces;
        this.waiting = waiting;
    }

    void reach(OptionalLong run) {
        List<Trace> open =
                traces.open(run).stream().filter(t -> t.next() == Level.L2).toList();
        Optional<String> last =
                open.stream().map(Trace::before).max((a, b) -> Long.compareUnsigned(number(a), number(b)));
        boolean catalogs = open.stream().anyMatch(Trace::isOfCatalog);
        last.ifPresent(before -> waiting.until(() -> horizon.seenBy(before, catalogs)));
        for (Trace trace : open) {
            List<String> seen = horizon.seenBy(trace.before(), trace.isOfCatalog());
            if (seen.isEmpty()) {
                traces.reach(trace, HOW, relations.nodes(trace.relation()), Optional.empty());
            } else {
                traces.explain(trace, "still seen by " + Horizon.words(seen));
            }
        }
    }

    private static long number(String xid) {
        return Long.parseUnsignedLong(xid);
    }
}
