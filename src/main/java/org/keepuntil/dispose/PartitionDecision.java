package org.keepuntil.dispose;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Table;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Docket;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Decides all rows of a partition again, by the database in one statement and by the program from its rows as they come, some thousand at a
 * time in memory. One that is not to be destroyed, for whatever reason, keeps the partition.
 */
final class PartitionDecision {
    private static final int FETCH = 2000;

    private final ClassRun run;
    private final PartitionShape shape;
    private final JdbcTemplate jdbc;
    private final JdbcTemplate inParts;
    private final Consumer<Entry> entries;
    private final BitSet numbers = new BitSet();
    private final Map<String, Long> removed = new TreeMap<>();
    private final Map<String, Long> unlinked = new TreeMap<>();
    private final Map<Long, Reevaluation.Verdict> chunk = new HashMap<>();

    PartitionDecision(ClassRun run, PartitionShape shape, JdbcTemplate jdbc, Consumer<Entry> entries) {
        this.run = run;
        this.shape = shape;
        this.jdbc = jdbc;
        this.inParts = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        inParts.setFetchSize(FETCH);
        this.entries = entries;
    }

    /** A row that keeps its partition. */
    static final class StaysException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StaysException(String reason) {
            super(reason);
        }
    }

    /** The records of the list that were decided to go. */
    BitSet numbers() {
        return numbers;
    }

    /** How many rows of a table go with them, of that which was decided. */
    long removed(Table table) {
        return removed.getOrDefault(table.toString(), 0L);
    }

    /** How many rows that stay lose a link. */
    long unlinked() {
        return unlinked.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Decides them.
     *
     * @throws StaysException if one of them stays, is not listed, or is listed twice
     * @throws org.keepuntil.sql.DisagreementException if the evaluators differ for one of them
     */
    void decide(PartitionRows rows) {
        BothEvaluators both =
                new BothEvaluators(run.work(), run.sql(), run.run().asOf());
        List<List<Step>> counted = new ArrayList<>(shape.components().values());
        counted.addAll(shape.cuts().values());
        Sql from = Sql.concat(
                run.sql().from(Sql.of(rows.name() + " r")),
                Sql.of(
                        " join keepuntil.candidate c on c.run = ? and c.class = ? and ",
                        run.run().id(),
                        run.name()),
                run.sql().keyIs("c.key"));
        String columns = "";
        for (int i = 0; i < counted.size(); i++) {
            from = Sql.concat(from, rows.countedBy(counted.get(i), "n" + i));
            columns += ", coalesce(n" + i + ".n, 0)";
        }
        Sql query = Sql.concat(
                "select c.n, c.key, c.rule, c.stage, c.act, c.ground, ",
                run.sql().ground(),
                columns,
                ", ",
                both.columns(),
                " from ",
                from,
                " where ",
                run.sql().ofClass());
        int first = 8 + counted.size();
        inParts.query(
                query.text(),
                row -> {
                    take(row, both.read(row, first));
                },
                query.values().toArray());
        count();
        long there = rows.count();
        if (numbers.cardinality() != there) {
            throw new StaysException("of " + there + " rows " + numbers.cardinality() + " are to go");
        }
    }

    private void take(ResultSet row, BothEvaluators.Found found) throws SQLException {
        long n = row.getLong(1);
        RecordKey key = new RecordKey(List.of((String[]) row.getArray(2).getArray()));
        Reevaluation.Verdict verdict =
                new Reevaluation.Verdict(key, found.facts(), found.decision(), found.standing(), row.getString(7));
        Candidates.Listed listed = new Candidates.Listed(
                new Docket.Stage(row.getString(3), row.getInt(4)), Optional.ofNullable(row.getString(5)));
        Hindrance.of(run, listed, Optional.ofNullable(row.getString(6)), verdict)
                .ifPresent(why -> {
                    throw new StaysException(why.outcome().word());
                });
        Act act = verdict.act().orElseThrow();
        if (act.then() != Disposal.DESTROY) {
            throw new StaysException("one is to be " + act.then().word());
        }
        int number = Math.toIntExact(n);
        if (numbers.get(number)) {
            throw new StaysException("one is listed for two rows");
        }
        numbers.set(number);
        entries.accept(new Disposed(
                run.run().id(),
                run.name(),
                run.tokens().reference(run.name(), key.parts()),
                Disposal.DESTROY,
                act.rule().id(),
                run.run().asOf(),
                removedWith(row),
                unlinkedFrom(row)));
        chunk.put(n, verdict);
        if (chunk.size() == FETCH) {
            count();
        }
    }

    private Map<String, Long> removedWith(ResultSet row) throws SQLException {
        Map<String, Long> counts =
                new TreeMap<>(Map.of(run.work().layout().root().toString(), 1L));
        int column = 8;
        for (Table table : shape.components().keySet()) {
            count(table.toString(), row.getLong(column++), counts);
        }
        counts.forEach((table, rows) -> removed.merge(table, rows, Long::sum));
        return counts;
    }

    private Map<String, Long> unlinkedFrom(ResultSet row) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        int column = 8 + shape.components().size();
        for (Layout.Edge edge : shape.cuts().keySet()) {
            count(edge.from().toString(), row.getLong(column++), counts);
        }
        counts.forEach((table, rows) -> unlinked.merge(table, rows, Long::sum));
        return counts;
    }

    private static void count(String table, long rows, Map<String, Long> counts) {
        if (rows > 0) {
            counts.merge(table, rows, Long::sum);
        }
    }

    /** Counts those of which it is time for the statistics of their rules. */
    private void count() {
        if (!chunk.isEmpty()) {
            new Statistics(run, jdbc).count(chunk.keySet(), chunk);
            chunk.clear();
        }
    }

    /** What went, by what was done to it, as the control schema counts it. */
    Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new TreeMap<>(Map.of(Remover.REMOVED, removed));
        if (!unlinked.isEmpty()) {
            counts.put(Remover.UNLINKED, unlinked);
        }
        return counts;
    }
}
