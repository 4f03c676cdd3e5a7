package org.keepuntil.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.Pace;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** A schedule of its own over a database of its own, for tests of rows that several records share. */
final class SharedNight implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC);

    /** Files that were closed in 2010 are due, and those of 2026 are not. */
    static final String FILES = """
            schedule: shared
            title: Shared rows
            version: 1
            records:
              file: { title: File, events: [closing] }
            rules:
              - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
            """;

    final SampleNight sample;
    final JdbcTemplate jdbc;

    SharedNight(Path folder, String schedule, String binding, String script) throws Exception {
        Path directory = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(directory.resolve("schedule.yaml"), schedule);
        Files.writeString(directory.resolve("binding.yaml"), binding);
        sample = SampleNight.of(script, directory, folder.resolve("keys"));
        jdbc = new JdbcTemplate(sample.superuser());
    }

    /** A class of its own, to be added to {@link #FILES}. */
    static String with(String record, String rule) {
        return FILES.replace("rules:\n", "  " + record + "\nrules:\n") + (rule.isEmpty() ? "" : "  - " + rule + "\n");
    }

    Night planned() throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        return night;
    }

    Night run() throws Exception {
        Night night = planned();
        night.dispose();
        night.list();
        night.seal();
        return night;
    }

    /** A run whose batches have one record each, so that it is the last of several batches that takes what they share. */
    Night runOneByOne() throws Exception {
        Night night = planned();
        Disposer.of(sample.operator(), sample.workload(), sample.tokens(), CLOCK)
                .dispose(night.run(), new Pace(1, 1, 1, 1), () -> false, (name, looked, planned) -> {});
        night.seal();
        return night;
    }

    void hold(String recordClass, String key) {
        Holds.of(sample.superuser(), () -> {
                    try {
                        return sample.tokens();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .place(new NewHold(
                        recordClass,
                        Optional.of(List.of(key)),
                        HoldKind.LITIGATION,
                        "a court",
                        Optional.empty(),
                        "a claim",
                        Optional.empty()));
    }

    /** All that there is, a line a row: {@code table value value}. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        for (String table : jdbc.queryForList(
                "select tablename from pg_tables where schemaname = 'app' order by 1", String.class)) {
            jdbc.queryForList("select t::text from app." + table + " t order by 1", String.class)
                    .forEach(row -> all.add(table + " " + row.substring(1, row.length() - 1)));
        }
        return all;
    }

    /** Outcome and reason of what was planned and did not go, by class and number. */
    Map<String, String> outcomes() {
        Map<String, String> outcomes = new TreeMap<>();
        jdbc.query("select class || ' ' || n, outcome || coalesce(': ' || reason, '') from keepuntil.outcome", row -> {
            outcomes.put(row.getString(1), row.getString(2));
        });
        return outcomes;
    }

    /** The rows that went with the records of a class, by what was done and table. */
    Map<String, Long> counts(String recordClass) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(
                "select action || ' ' || table_name, rows from keepuntil.progress_component where class = ? and rows > 0",
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                recordClass);
        return counts;
    }

    /** What a plan says of the records of a class, by status. */
    Map<String, Long> statuses(String recordClass) {
        Map<String, Long> statuses = new TreeMap<>();
        jdbc.query(
                """
                select e.key, e.value::bigint from keepuntil.plan_class, jsonb_each_text(statuses) e
                where class = ? and e.value <> '0'""",
                row -> {
                    statuses.put(row.getString(1), row.getLong(2));
                },
                recordClass);
        return statuses;
    }

    @Override
    public void close() {
        sample.close();
    }
}
