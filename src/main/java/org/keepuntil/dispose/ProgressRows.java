package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keepuntil.binding.RecordKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far the run has come, in the same transaction as what it did: the cursor from which it goes on after a crash. */
final class ProgressRows {
    private final JdbcTemplate jdbc;

    ProgressRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void clearDeferred(ClassRun run, List<Long> numbers) {
        jdbc.update(
                "delete from keepuntil.outcome where run = ? and class = ? and n = any(?) and outcome = 'deferred'",
                run.run().id(),
                run.name(),
                numbers.toArray(Long[]::new));
    }

    void advance(ClassRun run, Slice slice, long position, long done) {
        long whole = position;
        if (slice.number() != Slice.WHOLE) {
            whole = 0;
            jdbc.update("""
                    update keepuntil.progress_slice set position = greatest(position, ?)
                    where run = ? and class = ? and slice = ?""", position, run.run().id(), run.name(), slice.number());
        }
        jdbc.update("""
                update keepuntil.progress set position = greatest(position, ?), done = done + ?
                where run = ? and class = ?""", whole, done, run.run().id(), run.name());
    }

    /** The parts into which the list was cut, or the whole of it. */
    List<Slice> slices(ClassRun run) {
        List<Slice> parts = jdbc.query(
                """
                select slice, first, last, position from keepuntil.progress_slice
                where run = ? and class = ? order by slice""",
                (row, i) -> new Slice(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                run.run().id(),
                run.name());
        Position at = position(run);
        return parts.isEmpty() || at.position() == at.planned()
                ? List.of(new Slice(Slice.WHOLE, 1, at.planned(), at.position()))
                : parts;
    }

    /** Cuts a list of which nothing was looked at yet into parts of about the same length. */
    void cut(ClassRun run, int parts) {
        jdbc.update("""
                insert into keepuntil.progress_slice (run, class, slice, first, last, position)
                select p.run, p.class, part, p.planned * (part - 1) / ? + 1, p.planned * part / ?, p.planned * (part - 1) / ?
                from keepuntil.progress p, generate_series(1, ?) as part where p.run = ? and p.class = ?""", parts, parts, parts, parts, run.run().id(), run.name());
    }

    /** What was recorded of records that are gone goes too: their keys are data about people. */
    void forget(ClassRun run, Collection<Long> going) {
        jdbc.update(
                """
                with gone as materialized (
                    select class, key from keepuntil.candidate where run = ? and class = ? and n = any(?)
                ), stages as (delete from keepuntil.stage d using gone g where d.class = g.class and d.key = g.key),
                reviews as (delete from keepuntil.review d using gone g where d.class = g.class and d.key = g.key),
                remains as (delete from keepuntil.remains d using gone g where d.class = g.class and d.key = g.key),
                notices as (delete from keepuntil.notice d using gone g where d.class = g.class and d.key = g.key),
                packed as (delete from keepuntil.transfer_record d using gone g where d.class = g.class and d.key = g.key),
                decided as (update keepuntil.review_decision d set run = coalesce(d.run, ?), gone = true from gone g
                    where d.class = g.class and d.key = g.key),
                flags as (delete from keepuntil.flag d using gone g where d.class = g.class and d.key = g.key)
                delete from keepuntil.reference d using gone g where d.class = g.class and d.key = g.key""",
                run.run().id(),
                run.name(),
                going.toArray(Long[]::new),
                run.run().id());
    }

    /** The requests that were about records that are gone are done: a record that bears the key later is another. */
    void answer(ClassRun run, Collection<Long> going) {
        jdbc.update("""
                update keepuntil.request_record d set gone_run = c.run from keepuntil.candidate c
                where c.run = ? and c.class = ? and c.n = any(?) and d.class = c.class and d.key = c.key and d.gone_run is null""", run.run().id(), run.name(), going.toArray(Long[]::new));
    }

    /** The same of records that went as parts of others. */
    void answer(ClassRun run, String recordClass, List<RecordKey> keys) {
        jdbc.batchUpdate(
                "update keepuntil.request_record set gone_run = ? where class = ? and key = ?::text[] and gone_run is null",
                keys.stream()
                        .map(key -> new Object[] {
                            run.run().id(), recordClass, key.parts().toArray(String[]::new)
                        })
                        .toList());
    }

    /** What was recorded of records that went as parts of others. */
    void forget(String recordClass, List<RecordKey> keys) {
        List<Object[]> rows = keys.stream()
                .map(key -> new Object[] {recordClass, key.parts().toArray(String[]::new)})
                .toList();
        jdbc.batchUpdate("update keepuntil.review_decision set gone = true where class = ? and key = ?::text[]", rows);
        for (String table : List.of("stage", "review", "notice", "flag", "reference")) {
            jdbc.batchUpdate("delete from keepuntil." + table + " where class = ? and key = ?::text[]", rows);
        }
    }

    /** Adds to what was done to rows of each table. */
    void touched(ClassRun run, Map<String, Map<String, Long>> rows) {
        List<Object[]> added = new ArrayList<>();
        // always in the same order: several workers add to the same rows
        new TreeMap<>(rows)
                .forEach((action, tables) ->
                        new TreeMap<>(tables).forEach((table, n) -> added.add(row(run, table, action, n))));
        jdbc.batchUpdate("""
                insert into keepuntil.progress_component as p (run, class, table_name, action, rows) values (?, ?, ?, ?, ?)
                on conflict (run, class, table_name, action) do update set rows = p.rows + excluded.rows""", added);
    }

    private static Object[] row(ClassRun run, String table, String action, Long n) {
        return new Object[] {run.run().id(), run.name(), table, action, n};
    }

    /** Where a class has got to. */
    record Position(long position, long done, long planned) {}

    Position position(ClassRun run) {
        return jdbc.queryForObject(
                "select position, done, planned from keepuntil.progress where run = ? and class = ?",
                (row, i) -> new Position(row.getLong(1), row.getLong(2), row.getLong(3)),
                run.run().id(),
                run.name());
    }

    List<Long> deferred(ClassRun run) {
        return jdbc.queryForList(
                "select n from keepuntil.outcome where run = ? and class = ? and outcome = 'deferred' order by n",
                Long.class,
                run.run().id(),
                run.name());
    }

    /** What was put off again and again is given up for this run; the next one finds it due again. */
    void giveUpDeferred(ClassRun run) {
        jdbc.update(
                "update keepuntil.outcome set outcome = 'failed' where run = ? and class = ? and outcome = 'deferred'",
                run.run().id(),
                run.name());
    }
}
