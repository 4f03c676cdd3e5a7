package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;

/** Destroys records: all their rows go, and what was recorded of them. */
record Destroy(JdbcTemplate jdbc) implements Deed {
    @Override
    public Done perform(Going going) {
        ClassRun run = going.run();
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        LinkedRows linked =
                LinkedRows.of(going.whole().rowsOf(going.numbers()), run.work().layout(), jdbc);
        Remover remover = new Remover(run.work().layout(), jdbc);
        Done.Meant meant = remover.remove(going.whole(), going.numbers(), rows);
        linked.removeWritten(remover, meant, rows);
        linked.keep(run.run(), run.name(), going::reference);
        new ProgressRows(jdbc).forget(run, going.numbers());
        return new Done(rows, meant, entries(going, linked));
    }

    private static List<Entry> entries(Going going, LinkedRows linked) {
        Map<Long, Map<String, Long>> removed = new HashMap<>();
        going.whole().tables().forEach(t -> going.count(going.whole().rows(t), removed));
        linked.written().forEach(places -> going.count(places, removed));
        Map<Long, Map<String, Long>> unlinked = new HashMap<>();
        going.whole().links().values().forEach(p -> going.count(p, unlinked));
        ClassRun run = going.run();
        List<Entry> entries = new ArrayList<>();
        for (Long n : going.numbers()) {
            entries.add(new Disposed(
                    run.run().id(),
                    run.name(),
                    going.reference(n),
                    Disposal.DESTROY,
                    going.act(n).rule().id(),
                    run.run().asOf(),
                    Going.of(removed, n),
                    Going.of(unlinked, n)));
        }
        return entries;
    }
}
