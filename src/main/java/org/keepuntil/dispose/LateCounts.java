package org.keepuntil.dispose;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.keepuntil.control.RowSet;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a transaction found late, by link. */
final class LateCounts {
    /** What became of it; the columns of the control schema. */
    enum What {
        REMOVED,
        UNLINKED,
        KEPT,
        DROPPED
    }

    private final JdbcTemplate jdbc;
    private final Run run;
    private final String recordClass;
    private final Map<String, Map<What, Long>> counts = new TreeMap<>();

    LateCounts(JdbcTemplate jdbc, Run run, String recordClass) {
        this.jdbc = jdbc;
        this.run = run;
        this.recordClass = recordClass;
    }

    void add(String link, What what, long count) {
        counts.computeIfAbsent(link, l -> new EnumMap<>(What.class)).merge(what, count, Long::sum);
    }

    /** Rows of each table, by the number of the value that they referred to. */
    void add(What what, Map<Long, Map<String, Long>> rows, LongFunction<String> link) {
        rows.forEach((number, tables) -> add(
                link.apply(number),
                what,
                tables.values().stream().mapToLong(Long::longValue).sum()));
    }

    void write() {
        RowSet rows = RowSet.of(
                "run bigint",
                "class text",
                "link text",
                "removed bigint",
                "unlinked bigint",
                "kept bigint",
                "dropped bigint");
        counts.forEach((link, of) -> rows.add(
                run.id(),
                recordClass,
                link,
                of.getOrDefault(What.REMOVED, 0L),
                of.getOrDefault(What.UNLINKED, 0L),
                of.getOrDefault(What.KEPT, 0L),
                of.getOrDefault(What.DROPPED, 0L)));
        rows.update(jdbc, """
                insert into keepuntil.link_finding as f (run, class, link, removed, unlinked, kept, dropped)
                select run, class, link, removed, unlinked, kept, dropped from {rows} r
                on conflict (run, class, link) do update set removed = f.removed + excluded.removed,
                    unlinked = f.unlinked + excluded.unlinked, kept = f.kept + excluded.kept,
                    dropped = f.dropped + excluded.dropped""");
    }
}
