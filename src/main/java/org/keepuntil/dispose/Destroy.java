package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.catalog.Table;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Destroys records: all their rows go, and what was recorded of them.
 *
 * @param act as what it is logged
 */
record Destroy(JdbcTemplate jdbc, Disposal act) implements Deed {
    @Override
    public Done perform(Going going) {
        ClassRun run = going.run();
        Fates fates = going.fates();
        Map<Table, Places> rows = fates.rows();
        // they are read before they go
        List<Entry> found = new FoundValues(run, jdbc).entries(going);
        List<Places> cuts = List.copyOf(fates.cuts().values());
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        LinkedRows linked = LinkedRows.of(rows, run.work().layout(), jdbc);
        Map<Long, Map<String, Long>> removed = new HashMap<>();
        Done.Meant meant = Done.Meant.nothing();
        run.dependents().remove(fates.rows(run.work().layout().root()), removed, meant, jdbc);
        count(removed, counts);
        Remover remover = new Remover(run.work().layout(), jdbc);
        meant.add(remover.remove(fates, counts));
        linked.removeWritten(remover, meant, counts);
        linked.keep(run.run(), run.name(), going::reference);
        ProgressRows progress = new ProgressRows(jdbc);
        progress.forget(run, going.numbers());
        progress.answer(run, going.numbers());
        going.parts().records(rows.values()).forEach((part, keys) -> {
            progress.forget(part, keys);
            progress.answer(run, part, keys);
        });
        List<Entry> entries = entries(going, rows.values(), cuts, linked, removed);
        entries.addAll(found);
        entries.addAll(going.files().gone(going, table -> rows.getOrDefault(table, new Places(table))));
        return new Done(counts, meant, entries);
    }

    private static void count(Map<Long, Map<String, Long>> removed, Map<String, Map<String, Long>> counts) {
        removed.values()
                .forEach(tables -> tables.forEach(
                        (table, rows) -> counts.computeIfAbsent(Remover.REMOVED, w -> new LinkedHashMap<>())
                                .merge(table, rows, Long::sum)));
    }

    private List<Entry> entries(
            Going going,
            Collection<Places> rows,
            List<Places> cuts,
            LinkedRows linked,
            Map<Long, Map<String, Long>> removed) {
        rows.forEach(p -> going.count(p, removed));
        linked.written().forEach(places -> going.count(places, removed));
        Map<Long, Map<String, Long>> unlinked = new HashMap<>();
        cuts.forEach(p -> going.count(p, unlinked));
        ClassRun run = going.run();
        List<Entry> entries = new ArrayList<>();
        for (Long n : going.numbers()) {
            entries.add(new Disposed(
                    run.run().id(),
                    run.name(),
                    going.reference(n),
                    act,
                    going.act(n).rule().id(),
                    run.run().asOf(),
                    Going.of(removed, n),
                    Going.of(unlinked, n)));
        }
        return entries;
    }
}
