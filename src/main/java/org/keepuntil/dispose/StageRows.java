package org.keepuntil.dispose;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Docket;
import org.keepuntil.schedule.Rule;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes down that a stage is done, and the days of what follows. */
final class StageRows {
    private final ClassRun run;
    private final JdbcTemplate jdbc;

    StageRows(ClassRun run, JdbcTemplate jdbc) {
        this.run = run;
        this.jdbc = jdbc;
    }

    /**
     * Writes it for all records.
     *
     * @param keys the keys that records have now, where the act has changed them
     */
    void write(Going going, Docket.Deed deed, Map<Long, RecordKey> keys) {
        List<Long> renamed = going.numbers().stream()
                .filter(n -> keys.containsKey(n) && !key(going, n).equals(keys.get(n)))
                .toList();
        rename(going, renamed, keys);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Long n : going.numbers()) {
            String[] key = Objects.requireNonNullElse(keys.get(n), key(going, n))
                    .parts()
                    .toArray(String[]::new);
            Reevaluation.Verdict verdict =
                    Objects.requireNonNull(going.verdicts().get(n));
            Act act = going.act(n);
            Docket.Stage done = new Docket.Stage(act.rule().id(), act.stage());
            Map<Docket.Stage, LocalDate> pins =
                    Pins.of(verdict.decision(), act, run.work().layout());
            rows.add(row(key, done, act.rule(), deed, pins.remove(done)));
            pins.forEach((stage, day) -> rows.add(row(key, stage, rule(stage.rule()), null, day)));
        }
        // what an earlier act left is changed by this one
        jdbc.batchUpdate(
                "delete from keepuntil.remains where class = ? and key = ?::text[]",
                going.numbers().stream()
                        .map(n ->
                                new Object[] {run.name(), key(going, n).parts().toArray(String[]::new)})
                        .toList());
        jdbc.batchUpdate("""
                insert into keepuntil.stage as s (class, key, rule, stage, asked, deed, done_on, pinned_on)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (class, key, rule, stage) do update set asked = excluded.asked,
                    deed = case when s.asked = excluded.asked then coalesce(excluded.deed, s.deed) else excluded.deed end,
                    done_on = case when s.asked = excluded.asked then coalesce(excluded.done_on, s.done_on) else excluded.done_on end,
                    pinned_on = case when s.asked = excluded.asked then greatest(s.pinned_on, excluded.pinned_on)
                        else excluded.pinned_on end,
                    appeared_on = case when excluded.deed is null then s.appeared_on end,
                    appeared_as = case when excluded.deed is null then s.appeared_as end""", rows);
        jdbc.batchUpdate(
                """
                update keepuntil.review_decision set run = ?
                where class = ? and key = ?::text[] and rule = ? and stage = ? and replaced_at is null and run is null""", going.numbers().stream().map(n -> decided(going, n)).toList());
    }

    /** What a person decided of the act is done. */
    private Object[] decided(Going going, Long n) {
        Act act = going.act(n);
        return new Object[] {
            run.run().id(),
            run.name(),
            key(going, n).parts().toArray(String[]::new),
            act.rule().id(),
            act.stage()
        };
    }

    private static RecordKey key(Going going, Long n) {
        return going.candidates().key(n);
    }

    private Rule rule(String id) {
        return run.work().rules().stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Object[] row(
            String[] key, Docket.Stage stage, Rule rule, Docket.@Nullable Deed deed, @Nullable LocalDate pinned) {
        return new @Nullable Object[] {
            run.name(),
            key,
            stage.rule(),
            stage.number(),
            rule.asked(stage.number()),
            deed == null ? null : deed.name().toLowerCase(Locale.ROOT),
            deed == null ? null : Date.valueOf(run.recorded()),
            pinned == null ? null : Date.valueOf(pinned)
        };
    }

    /** What was recorded under a key that is gone goes to the new one; what a run can find again is left to it. */
    private void rename(Going going, List<Long> renamed, Map<Long, RecordKey> keys) {
        if (renamed.isEmpty()) {
            return;
        }
        List<Object[]> moved = new ArrayList<>();
        for (Long n : renamed) {
            moved.add(new Object[] {
                run.name(),
                key(going, n).parts().toArray(String[]::new),
                Objects.requireNonNull(keys.get(n)).parts().toArray(String[]::new)
            });
        }
        jdbc.batchUpdate(
                """
                insert into keepuntil.stage (class, key, rule, stage, asked, deed, done_on, pinned_on)
                select s.class, m.now, s.rule, s.stage, s.asked, s.deed, case when s.deed is not null then ?::date end, s.pinned_on
                from (select ?::text as class, ?::text[] as old, ?::text[] as now) m
                join keepuntil.stage s on s.class = m.class and s.key = m.old""",
                moved.stream()
                        .map(m -> new Object[] {Date.valueOf(run.recorded()), m[0], m[1], m[2]})
                        .toList());
        new ProgressRows(jdbc).forget(run, renamed);
    }
}
