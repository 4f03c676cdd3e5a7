package org.keepuntil.dispose;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.RowSet;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far the run has come, in the same transaction as what it did: the cursor from which it goes on after a crash. */
final class ProgressRows {
    private final JdbcTemplate jdbc;

    ProgressRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void clearDeferred(ClassRun run, List<Long> numbers) {
        update(Sql.concat(
                "delete from keepuntil.outcome o where ",
                ListPart.of("o", run.run(), run.name(), numbers),
                " and o.outcome = 'deferred'"));
    }

    private void update(Sql sql) {
        jdbc.update(sql.text(), sql.values().toArray());
    }

    /** Of the list as a whole. */
    void advance(ClassRun run, long position, long done) {
        advance(run, new Slice(Slice.WHOLE, 1, position, position), position, done);
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

    /** Cuts what is left of a list into parts of about the same length. */
    void cut(ClassRun run, int parts) {
        jdbc.update("""
                insert into keepuntil.progress_slice (run, class, slice, first, last, position)
                select run, class, part, done + 1, left_ * part / parts + position, done from (
                    select p.run, p.class, part, parts, p.position, p.planned - p.position as left_,
                        (p.planned - p.position) * (part - 1) / parts + p.position as done
                    from keepuntil.progress p, (select ?::bigint as parts) as wanted, generate_series(1, parts) as part
                    where p.run = ? and p.class = ?) as cut""", parts, run.run().id(), run.name());
    }

    /** What was recorded of records that are gone goes too: their keys are data about people. */
    void forget(ClassRun run, Collection<Long> going) {
        update(Sql.concat(
                "with gone as materialized (select c.class, c.key from keepuntil.candidate c where ",
                ListPart.of("c", run.run(), run.name(), going),
                Sql.of("""
                ), stages as (delete from keepuntil.stage d using gone g where d.class = g.class and d.key = g.key),
                reviews as (delete from keepuntil.review d using gone g where d.class = g.class and d.key = g.key),
                remains as (delete from keepuntil.remains d using gone g where d.class = g.class and d.key = g.key),
                notices as (delete from keepuntil.notice d using gone g where d.class = g.class and d.key = g.key),
                packed as (delete from keepuntil.transfer_record d using gone g where d.class = g.class and d.key = g.key),
                decided as (update keepuntil.review_decision d set run = coalesce(d.run, ?), gone = true from gone g
                    where d.class = g.class and d.key = g.key),
                flags as (delete from keepuntil.flag d using gone g where d.class = g.class and d.key = g.key)
                delete from keepuntil.reference d using gone g where d.class = g.class and d.key = g.key""", run.run().id())));
    }

    /** The requests that were about records that are gone are done: a record that bears the key later is another. */
    void answer(ClassRun run, Collection<Long> going) {
        update(Sql.concat(
                "update keepuntil.request_record d set gone_run = c.run from keepuntil.candidate c where ",
                ListPart.of("c", run.run(), run.name(), going),
                " and d.class = c.class and d.key = c.key and d.gone_run is null"));
    }

    /** The same of records that went as parts of others. */
    void answer(ClassRun run, String recordClass, List<RecordKey> keys) {
        RowSet gone = RowSet.of("run bigint", "class text", "key text[]");
        keys.forEach(key -> gone.add(run.run().id(), recordClass, key.parts()));
        gone.update(jdbc, """
                update keepuntil.request_record d set gone_run = g.run from {rows} g
                where d.class = g.class and d.key = g.key and d.gone_run is null""");
    }

    /** What was recorded of records that went as parts of others. */
    void forget(String recordClass, List<RecordKey> keys) {
        RowSet gone = RowSet.of("class text", "key text[]");
        keys.forEach(key -> gone.add(recordClass, key.parts()));
        gone.update(
                jdbc,
                "update keepuntil.review_decision d set gone = true from {rows} g where d.class = g.class and d.key = g.key");
        for (String table : List.of("stage", "review", "notice", "flag", "reference")) {
            gone.update(
                    jdbc,
                    "delete from keepuntil." + table + " d using {rows} g where d.class = g.class and d.key = g.key");
        }
    }

    /** Adds to what was done to rows of each table. */
    void touched(ClassRun run, Map<String, Map<String, Long>> rows) {
        RowSet added = RowSet.of("run bigint", "class text", "table_name text", "action text", "rows bigint");
        rows.forEach((action, tables) ->
                tables.forEach((table, n) -> added.add(run.run().id(), run.name(), table, action, n)));
        // always in the same order: several workers add to the same rows
        added.update(jdbc, """
                insert into keepuntil.progress_component as p (run, class, table_name, action, rows)
                select run, class, table_name, action, rows from {rows} r order by table_name, action
                on conflict (run, class, table_name, action) do update set rows = p.rows + excluded.rows""");
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
