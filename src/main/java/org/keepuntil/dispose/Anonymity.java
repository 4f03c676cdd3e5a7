package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.binding.ColumnClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that no anonymised record of a class is one of too few that are alike: those that are lose the columns of the test. Over all
 * anonymised records of the class, those of earlier runs too, in bounded transactions.
 */
final class Anonymity {
    private static final int BATCH = 200;
    private static final int ROUNDS = 5;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final GateHolds holds;

    Anonymity(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.holds = new GateHolds(jdbc);
    }

    /** Measures, takes the columns away where it must, and measures again. */
    void enforce(ClassRun run) {
        Layout layout = run.work().layout();
        layout.treated().anonymity().filter(test -> !test.over().isEmpty()).ifPresent(test -> enforce(run, test));
    }

    private void enforce(ClassRun planned, Treated.Anonymity test) {
        ClassRun run = holds.look(planned);
        Likeness likeness = new Likeness(run.work().layout(), run.sql(), test, jdbc);
        List<Likeness.Group> groups = likeness.groups();
        long before = Likeness.smallest(groups);
        long suppressed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Likeness.Group> small = likeness.suppressed(groups);
            long some = small.isEmpty() ? 0 : suppress(run, test, likeness.records(small));
            suppressed += some;
            if (some == 0) {
                break;
            }
            groups = likeness.groups();
        }
        write(run, test, groups, before, suppressed);
    }

    private void write(
            ClassRun run, Treated.Anonymity test, List<Likeness.Group> groups, long before, long suppressed) {
        String[] columns = test.over().stream()
                .map(over -> over.table() + "." + over.column().name())
                .toArray(String[]::new);
        long records = groups.stream().mapToLong(Likeness.Group::records).sum();
        transaction.executeWithoutResult(status -> {
            runs.hold(run.run());
            jdbc.update(
                    """
                    insert into keepuntil.anonymity as a (run, class, k, columns, records, smallest_before, smallest_after, suppressed)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (run, class) do update set records = excluded.records, smallest_after = excluded.smallest_after,
                        suppressed = a.suppressed + excluded.suppressed""",
                    run.run().id(),
                    run.name(),
                    test.k(),
                    columns,
                    records,
                    before,
                    Likeness.smallest(groups),
                    suppressed);
        });
    }

    private long suppress(ClassRun run, Treated.Anonymity test, List<List<String>> keys) {
        long done = 0;
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<List<String>> some = keys.subList(from, Math.min(keys.size(), from + BATCH));
            Long count = transaction.execute(status -> suppressSome(run, test, some));
            done += count == null ? 0 : count;
        }
        return done;
    }

    private long suppressSome(ClassRun planned, Treated.Anonymity test, List<List<String>> keys) {
        jdbc.execute("set local lock_timeout = '500ms'; set local row_security = off");
        runs.enter(planned.run());
        ClassRun run = holds.pass(planned);
        TouchedRows before = TouchedRows.read(jdbc);
        Places roots = lock(run, keys);
        Locker locker = new Locker(jdbc);
        Likeness likeness = new Likeness(run.work().layout(), run.sql(), test, jdbc);
        Map<Table, Places> rows = new HashMap<>();
        for (Treated.Over over : test.over()) {
            rows.computeIfAbsent(
                    over.table(),
                    table -> likeness.owner(over)
                            .map(key -> locker.lock(
                                    roots,
                                    new Step(key, Step.Direction.TO_CHILDREN, roots.table(), table),
                                    Locker.Strength.UPDATE))
                            .orElse(roots));
        }
        Set<Long> going = new HashSet<>();
        roots.rows().forEach(place -> going.addAll(roots.owners(place)));
        going.removeAll(locker.putOff());
        Map<Long, Map<String, Long>> changed = new HashMap<>();
        Done.Meant meant = Done.Meant.nothing();
        Changer.Result result = new Changer(run.work().layout(), Alter.values(run), jdbc)
                .change(table -> Objects.requireNonNull(rows.get(table)).of(going), changes(test));
        result.changed().forEach(places -> {
            meant.update(places);
            count(places, changed);
        });
        Map<Long, Map<String, Long>> removed = removeWritten(run, keys, result.now(), meant);
        TouchedRows.read(jdbc).check(before, meant);
        record(run, keys, going, changed, removed);
        return going.size();
    }

    /** Locks the records that are still there and that nobody has locked or put on hold; their number is their place in the list. */
    private Places lock(ClassRun run, List<List<String>> keys) {
        Places roots = new Places(run.work().layout().root());
        Map<List<String>, Long> numbers = new HashMap<>();
        keys.forEach(key -> numbers.put(key, (long) numbers.size()));
        int columns = keys.get(0).size();
        String[][] parts = keys.stream().map(k -> k.toArray(String[]::new)).toArray(String[][]::new);
        List<String> picked = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            picked.add("a.k[n][" + i + "]");
        }
        Sql query = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text, ",
                run.sql().key(),
                " from (select array[" + String.join(", ", picked) + "] as key from (select ",
                Sql.of("?::text[][]", (Object) parts),
                " as k) a, generate_series(1, array_length(a.k, 1)) n) c join ",
                Identifier.of(roots.table()),
                " r on ",
                run.sql().keyIs("c.key"),
                " where not ",
                run.sql().held(),
                " for update of r skip locked");
        jdbc.query(
                query.text(),
                row -> {
                    Long n = numbers.get(List.of((String[]) row.getArray(3).getArray()));
                    if (n != null) {
                        roots.add(new RowPlace(row.getLong(1), row.getString(2)), Set.of(n));
                    }
                },
                query.values().toArray());
        return roots;
    }

    /** The columns of the test, taken away. */
    private static List<Treated.Rows> changes(Treated.Anonymity test) {
        Map<Table, List<Treated.Changed>> columns = new LinkedHashMap<>();
        test.over()
                .forEach(over -> columns.computeIfAbsent(over.table(), t -> new ArrayList<>())
                        .add(new Treated.Changed(over.column(), new ColumnClass.Remove(), over.nothing())));
        List<Treated.Rows> rows = new ArrayList<>();
        columns.forEach((table, changed) -> rows.add(new Treated.Rows(table, changed)));
        return rows;
    }

    /** What triggers wrote of it goes, in tables of which the anonymisation left nothing. */
    private Map<Long, Map<String, Long>> removeWritten(
            ClassRun run, List<List<String>> keys, List<Places> now, Done.Meant meant) {
        Layout layout = run.work().layout();
        LinkedRows linked = LinkedRows.of(Map.of(), layout, jdbc);
        linked.changed(now, layout.treated().anonymise().orElseThrow().removed());
        linked.removeWritten(new Remover(layout, jdbc), meant, new HashMap<>());
        linked.keep(run.run(), run.name(), n -> run.tokens().reference(run.name(), keys.get((int) n)));
        Map<Long, Map<String, Long>> removed = new HashMap<>();
        linked.written().forEach(places -> count(places, removed));
        return removed;
    }

    private static void count(Places places, Map<Long, Map<String, Long>> counts) {
        places.rows()
                .forEach(place -> places.owners(place)
                        .forEach(n -> counts.computeIfAbsent(n, k -> new TreeMap<>())
                                .merge(places.table().toString(), 1L, Long::sum)));
    }

    private void record(
            ClassRun run,
            List<List<String>> keys,
            Set<Long> going,
            Map<Long, Map<String, Long>> changed,
            Map<Long, Map<String, Long>> removed) {
        List<Entry> entries = new ArrayList<>();
        for (Long n : going) {
            List<String> key = keys.get(n.intValue());
            jdbc.update(
                    "delete from keepuntil.remains where class = ? and key = ?::text[]",
                    run.name(),
                    key.toArray(String[]::new));
            entries.add(new Altered(
                    run.run().id(),
                    run.name(),
                    run.tokens().reference(run.name(), key),
                    run.work().layout().treated().anonymised(),
                    Altered.ANONYMITY,
                    run.run().asOf(),
                    Going.of(changed, n),
                    Going.of(removed, n),
                    Map.of()));
        }
        runs.hold(run.run());
        if (!entries.isEmpty()) {
            log.append(run.run().id(), entries);
        }
    }
}
