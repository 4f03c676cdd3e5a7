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

/**
 * Destroys records: all their rows go, and what was recorded of them.
 *
 * @param act as what it is logged
 */
record Destroy(JdbcTemplate jdbc, Disposal act) implements Deed {
    @Override
    public Done perform(Going going) {
        ClassRun run = going.run();
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        Done.Meant meant = new Remover(run.work().layout(), jdbc).remove(going.whole(), going.numbers(), rows);
        new ProgressRows(jdbc).forget(run, going.numbers());
        List<Entry> entries = entries(going);
        entries.addAll(
                going.files().gone(going, table -> going.whole().rows(table).of(going.numbers())));
        return new Done(rows, meant, entries);
    }

    private List<Entry> entries(Going going) {
        Map<Long, Map<String, Long>> removed = new HashMap<>();
        going.whole().tables().forEach(t -> going.count(going.whole().rows(t), removed));
        Map<Long, Map<String, Long>> unlinked = new HashMap<>();
        going.whole().links().values().forEach(p -> going.count(p, unlinked));
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
