package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.Entry;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.Table;
import org.keepuntil.decide.Docket;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.sql.Keyed;
import org.springframework.jdbc.core.JdbcTemplate;

/** Redacts or anonymises records: columns change, components go, the record stays. */
record Alter(Disposal act, JdbcTemplate jdbc) implements Deed {
    private static final String TOKENS = "keepuntil token of a value";

    @Override
    public Done perform(Going going) {
        ClassRun run = going.run();
        Layout layout = run.work().layout();
        Treated.Change change = layout.treated().change(act).orElseThrow();
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        Map<Table, Places> doomed = going.fates().rows();
        doomed.keySet().retainAll(change.removed());
        LinkedRows linked = LinkedRows.of(doomed, layout, jdbc);
        Remover remover = new Remover(layout, jdbc);
        Done.Meant meant = remover.remove(going.fates(), change.removed()::contains, rows);
        Changer.Result changed = new Changer(layout, values(run), jdbc).change(going.fates(), change);
        changed.changed().forEach(places -> {
            meant.update(places);
            Done.count(rows, Changer.CHANGED, places);
        });
        linked.changed(changed.now(), change.removed());
        linked.removeWritten(remover, meant, rows);
        linked.keep(run.run(), run.name(), going::reference);
        ProgressRows progress = new ProgressRows(jdbc);
        going.parts().records(doomed.values()).forEach(progress::forget);
        Docket.Deed deed = deed(layout);
        new StageRows(run, jdbc).write(going, deed, changed.keys());
        return new Done(rows, meant, entries(going, change, changed.changed(), linked.written(), deed));
    }

    static NewValues values(ClassRun run) {
        return new NewValues(
                new Keyed(run.tokens().subkey(TOKENS)), run.work().schedule().zone());
    }

    private Docket.Deed deed(Layout layout) {
        return act == Disposal.REDACT ? Docket.Deed.REDACTED : layout.treated().anonymised();
    }

    private static List<Entry> entries(
            Going going, Treated.Change change, List<Places> rows, List<Places> written, Docket.Deed deed) {
        Map<Long, Map<String, Long>> changed = new HashMap<>();
        rows.forEach(places -> going.count(places, changed));
        Map<Long, Map<String, Long>> removed = new HashMap<>();
        change.removed().forEach(t -> going.count(going.fates().rows(t), removed));
        written.forEach(places -> going.count(places, removed));
        Map<Long, Map<String, Long>> unlinked = new HashMap<>();
        going.fates().cuts().forEach((tie, places) -> {
            if (change.removed().contains(tie.to())) {
                going.count(places, unlinked);
            }
        });
        ClassRun run = going.run();
        List<Entry> entries = new ArrayList<>();
        for (Long n : going.numbers()) {
            entries.add(new Altered(
                    run.run().id(),
                    run.name(),
                    going.reference(n),
                    deed,
                    going.act(n).rule().id(),
                    run.run().asOf(),
                    Going.of(changed, n),
                    Going.of(removed, n),
                    Going.of(unlinked, n)));
        }
        return entries;
    }
}
