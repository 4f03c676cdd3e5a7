package org.keepuntil.dispose;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.RowSet;
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
        RowSet rows = RowSet.of(
                "class text",
                "key text[]",
                "rule text",
                "stage smallint",
                "asked text",
                "deed text",
                "done_on date",
                "pinned_on date");
        RowSet acted = RowSet.of("run bigint", "class text", "key text[]", "rule text", "stage smallint");
        for (Long n : going.numbers()) {
            List<String> key =
                    Objects.requireNonNullElse(keys.get(n), key(going, n)).parts();
            Reevaluation.Verdict verdict =
                    Objects.requireNonNull(going.verdicts().get(n));
            Act act = going.act(n);
            Docket.Stage done = new Docket.Stage(act.rule().id(), act.stage());
            Map<Docket.Stage, LocalDate> pins =
                    Pins.of(verdict.decision(), act, run.work().layout());
            add(rows, key, done, act.rule(), deed, pins.remove(done));
            pins.forEach((stage, day) -> add(rows, key, stage, rule(stage.rule()), null, day));
            acted.add(
                    run.run().id(),
                    run.name(),
                    key(going, n).parts(),
                    act.rule().id(),
                    act.stage());
        }
        // what an earlier act left is changed by this one
        acted.update(jdbc, "delete from keepuntil.remains d using {rows} r where d.class = r.class and d.key = r.key");
        rows.update(jdbc, """
                insert into keepuntil.stage as s (class, key, rule, stage, asked, deed, done_on, pinned_on)
                select class, key, rule, stage, asked, deed, done_on, pinned_on from {rows} r
                on conflict (class, key, rule, stage) do update set asked = excluded.asked,
                    deed = case when s.asked = excluded.asked then coalesce(excluded.deed, s.deed) else excluded.deed end,
                    done_on = case when s.asked = excluded.asked then coalesce(excluded.done_on, s.done_on) else excluded.done_on end,
                    pinned_on = case when s.asked = excluded.asked then greatest(s.pinned_on, excluded.pinned_on)
                        else excluded.pinned_on end,
                    appeared_on = case when excluded.deed is null then s.appeared_on end,
                    appeared_as = case when excluded.deed is null then s.appeared_as end""");
        // what a person decided of the act is done
        acted.update(jdbc, """
                update keepuntil.review_decision d set run = r.run from {rows} r
                where d.class = r.class and d.key = r.key and d.rule = r.rule and d.stage = r.stage
                    and d.replaced_at is null and d.run is null""");
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

    private void add(
            RowSet rows,
            List<String> key,
            Docket.Stage stage,
            Rule rule,
            Docket.@Nullable Deed deed,
            @Nullable LocalDate pinned) {
        rows.add(
                run.name(),
                key,
                stage.rule(),
                stage.number(),
                rule.asked(stage.number()),
                deed == null ? null : deed.name().toLowerCase(Locale.ROOT),
                deed == null ? null : run.recorded(),
                pinned);
    }

    /** What was recorded under a key that is gone goes to the new one; what a run can find again is left to it. */
    private void rename(Going going, List<Long> renamed, Map<Long, RecordKey> keys) {
        if (renamed.isEmpty()) {
            return;
        }
        RowSet moved = RowSet.of("class text", "old text[]", "new text[]", "day date");
        for (Long n : renamed) {
            moved.add(
                    run.name(),
                    key(going, n).parts(),
                    Objects.requireNonNull(keys.get(n)).parts(),
                    run.recorded());
        }
        moved.update(jdbc, """
                insert into keepuntil.stage (class, key, rule, stage, asked, deed, done_on, pinned_on)
                select s.class, m.new, s.rule, s.stage, s.asked, s.deed, case when s.deed is not null then m.day end, s.pinned_on
                from {rows} m join keepuntil.stage s on s.class = m.class and s.key = m.old""");
        new ProgressRows(jdbc).forget(run, renamed);
    }
}
