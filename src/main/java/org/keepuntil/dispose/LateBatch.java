package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.Late;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One transaction that disposes of rows that came late, and forgets the values that were searched for. The candidates are these values. */
final class LateBatch implements Patience.Work {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final Run run;
    private final Workload.Work work;
    private final Layout layout;
    private final Workload workload;
    private final List<Layout.FileColumn> named;
    private final Map<String, ForeignKey> links = new HashMap<>();

    LateBatch(DataSource database, Run run, Workload.Work work, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.run = run;
        this.work = work;
        this.layout = work.layout();
        this.workload = workload;
        this.named = workload.files();
        layout.declaredLinks().keySet().forEach(key -> links.put(key.name(), key));
    }

    /** A value that is kept. */
    private record Kept(String link, String reference) {}

    @Override
    public void run(List<Long> numbers) {
        transaction.executeWithoutResult(status -> search(numbers));
    }

    /** It stays, to be searched for again. */
    @Override
    public void setAside(Long number, String reason) {}

    private void search(List<Long> numbers) {
        Batch.begin(run, jdbc, runs);
        GateHolds.freeze(jdbc);
        LateGuards guards = new LateGuards(jdbc, run, work, workload);
        if (guards.classIsHeld()) {
            return;
        }
        TouchedRows before = TouchedRows.read(jdbc);
        Map<Long, Kept> kept = kept(numbers);
        Map<ForeignKey, Set<Long>> byLink = new LinkedHashMap<>();
        LateCounts counts = new LateCounts(jdbc, run, work.name());
        kept.forEach((number, value) -> {
            ForeignKey key = links.get(value.link());
            if (key == null) {
                counts.add(value.link(), LateCounts.What.DROPPED, 1);
            } else {
                byLink.computeIfAbsent(key, k -> new TreeSet<>()).add(number);
            }
        });
        Locker locker = new Locker(jdbc);
        Done.Meant meant = Done.Meant.nothing();
        Map<Long, Map<String, Long>> unlinked = unlink(byLink, locker, meant, counts);
        List<Entry> ofFiles = new ArrayList<>();
        Map<Long, Map<String, Long>> removed = remove(guards, byLink, locker, meant, counts, kept, unlinked, ofFiles);
        counts.add(LateCounts.What.REMOVED, removed, number -> link(kept, number));
        counts.add(LateCounts.What.UNLINKED, unlinked, number -> link(kept, number));
        jdbc.execute("set constraints all immediate");
        TouchedRows.read(jdbc).check(before, meant);
        Set<Long> done = new TreeSet<>(kept.keySet());
        done.removeAll(locker.putOff());
        jdbc.update("delete from keepuntil.gone_value where id = any(?)", (Object) done.toArray(Long[]::new));
        counts.write();
        List<Entry> entries = entries(kept, removed, unlinked);
        entries.addAll(ofFiles);
        runs.hold(run);
        if (!entries.isEmpty()) {
            log.append(run.id(), entries);
        }
    }

    private Map<Long, Kept> kept(List<Long> numbers) {
        Map<Long, Kept> kept = new LinkedHashMap<>();
        jdbc.query(
                "select id, link, reference from keepuntil.gone_value where id = any(?) order by id",
                row -> {
                    kept.put(row.getLong(1), new Kept(row.getString(2), row.getString(3)));
                },
                (Object) numbers.toArray(Long[]::new));
        return kept;
    }

    /** Late rows of a link, locked; and nobody gives one of the values to a new row before they are gone. */
    private Places late(ForeignKey key, Set<Long> numbers, Locker locker) {
        LinkSearch search = new LinkSearch(layout, jdbc);
        Places found = search.findKept(key, numbers);
        if (found.isEmpty()) {
            return found;
        }
        locker.share(layout.table(key.to()), found);
        Set<Long> free = new TreeSet<>(numbers);
        free.removeAll(locker.putOff());
        return locker.lock(search.findKept(key, free));
    }

    private Map<Long, Map<String, Long>> unlink(
            Map<ForeignKey, Set<Long>> byLink, Locker locker, Done.Meant meant, LateCounts counts) {
        Map<Long, Map<String, Long>> unlinked = new HashMap<>();
        for (Layout.Edge edge : layout.edges()) {
            Set<Long> numbers = byLink.getOrDefault(edge.key(), Set.of());
            if (numbers.isEmpty()) {
                continue;
            }
            if (edge.fate() == BoundClass.Fate.KEEP) {
                int stay = new LinkSearch(layout, jdbc)
                        .findKept(edge.key(), numbers)
                        .size();
                counts.add(edge.key().name(), LateCounts.What.KEPT, stay);
                continue;
            }
            Places late = late(edge.key(), numbers, locker);
            new Remover(layout, jdbc).unlink(edge, late);
            meant.update(late);
            count(late, Map.of(), unlinked);
        }
        return unlinked;
    }

    /** Each late row is decided by itself: one may stay of those that refer to the same value. */
    private Map<Long, Map<String, Long>> remove(
            LateGuards guards,
            Map<ForeignKey, Set<Long>> byLink,
            Locker locker,
            Done.Meant meant,
            LateCounts counts,
            Map<Long, Kept> kept,
            Map<Long, Map<String, Long>> unlinked,
            List<Entry> ofFiles) {
        Whole whole = new Whole(layout, jdbc, new Places(layout.root()));
        Map<Long, Long> values = lateRows(byLink, locker, whole);
        Map<Long, Map<String, Long>> removed = new HashMap<>();
        if (values.isEmpty()) {
            return removed;
        }
        Locker below = new Locker(jdbc);
        whole.lock(below);
        guards.keep(whole, below);
        below.putOff().forEach(row -> locker.putOff(value(values, row)));
        NamedFiles files = NamedFiles.read(new NamedFiles.Of(run.id(), work.name(), layout, named), whole, jdbc);
        Set<Long> going = new TreeSet<>(values.keySet());
        going.removeAll(below.putOff());
        for (Long row : files.refused().keySet()) {
            locker.putOff(value(values, row));
            going.remove(row);
        }
        Fates fates = Fates.of(whole, going, Map.of());
        for (Long row : fates.waiting().keySet()) {
            counts.add(link(kept, value(values, row)), LateCounts.What.KEPT, 1);
        }
        Map<Table, Places> doomed = fates.rows();
        Collection<Places> cuts = fates.cuts().values();
        LinkedRows linked = LinkedRows.of(doomed, layout, jdbc);
        Remover remover = new Remover(layout, jdbc);
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        meant.add(remover.remove(fates, rows));
        linked.removeWritten(remover, meant, rows);
        linked.keep(
                run,
                work.name(),
                row -> Objects.requireNonNull(kept.get(value(values, row))).reference());
        ofFiles.addAll(files.gone(
                column -> true,
                table -> doomed.getOrDefault(table, new Places(table)),
                row -> values.containsKey(row)
                        ? Objects.requireNonNull(kept.get(value(values, row))).reference()
                        : null));
        doomed.values().forEach(places -> count(places, values, removed));
        linked.written().forEach(places -> count(places, values, removed));
        cuts.forEach(places -> count(places, values, unlinked));
        return removed;
    }

    /** Adds the late rows that were locked to the whole, each under a number of its own; returns the value to which each refers. */
    private Map<Long, Long> lateRows(Map<ForeignKey, Set<Long>> byLink, Locker locker, Whole whole) {
        Map<Long, Long> values = new LinkedHashMap<>();
        Map<RowPlace, Long> known = new HashMap<>();
        for (Layout.Component component : layout.components()) {
            Places rows = new Places(component.table());
            for (ForeignKey key : component.owners()) {
                Set<Long> numbers = byLink.getOrDefault(key, Set.of());
                Places late = numbers.isEmpty() ? new Places(component.table()) : late(key, numbers, locker);
                for (RowPlace place : late.rows()) {
                    if (!known.containsKey(place)) {
                        long row = values.size() + 1L;
                        known.put(place, row);
                        values.put(row, late.owners(place).iterator().next());
                        rows.add(place, Set.of(row));
                    }
                }
            }
            whole.addLate(rows);
        }
        return values;
    }

    private static Long value(Map<Long, Long> values, Long row) {
        return Objects.requireNonNull(values.get(row));
    }

    private static String link(Map<Long, Kept> kept, Long number) {
        return Objects.requireNonNull(kept.get(number)).link();
    }

    /** Each row counts for one value. */
    private static void count(Places places, Map<Long, Long> values, Map<Long, Map<String, Long>> counts) {
        String table = places.table().toString();
        for (RowPlace place : places.rows()) {
            Long first = places.owners(place).iterator().next();
            counts.computeIfAbsent(values.getOrDefault(first, first), k -> new TreeMap<>())
                    .merge(table, 1L, Long::sum);
        }
    }

    private List<Entry> entries(
            Map<Long, Kept> kept, Map<Long, Map<String, Long>> removed, Map<Long, Map<String, Long>> unlinked) {
        List<Entry> entries = new ArrayList<>();
        kept.forEach((number, value) -> {
            if (removed.containsKey(number) || unlinked.containsKey(number)) {
                entries.add(new Late(
                        run.id(),
                        work.name(),
                        value.reference(),
                        value.link(),
                        removed.getOrDefault(number, Map.of()),
                        unlinked.getOrDefault(number, Map.of())));
            }
        });
        return entries;
    }
}
