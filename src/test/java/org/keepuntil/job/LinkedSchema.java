package org.keepuntil.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A schema {@code app} with a class of records, {@code file}, bound in a few lines; by default a file goes six years after its closing. */
final class LinkedSchema implements AutoCloseable {
    private @Nullable SampleNight sample;

    /**
     * Makes the database.
     *
     * @param binding what the binding says of the class, besides its table
     * @param script makes {@code app.file} and what belongs to it
     * @param rule its period, and a further line
     */
    void make(Path folder, String binding, String script, String... rule) throws Exception {
        Path directory = Files.createDirectories(folder.resolve("schedule"));
        String events = binding.contains("last note") ? "[closing, last note]" : "[closing]";
        String people = binding.contains("people:") ? "people: [child], " : "";
        String facts = binding.contains("in care") ? ", facts: [in care]" : "";
        Files.writeString(directory.resolve("schedule.yaml"), """
                schedule: linked
                title: Links
                version: 1
                records:
                  file: { title: File, %sevents: %s%s }
                rules:
                  - id: the-rule
                    records: file
                    keep: %s
                    then: destroy
                    authority: a test
                    %s
                """.formatted(
                        people,
                        events,
                        facts,
                        rule.length > 0 ? rule[0] : "6 years after closing",
                        rule.length > 1 ? rule[1] : ""));
        Files.writeString(
                directory.resolve("binding.yaml"),
                "records:\n  file:\n    table: app.file\n    open while: never\n" + binding.indent(4));
        sample = SampleNight.of("create schema app;" + script, directory, folder.resolve("keys"));
    }

    SampleNight sample() {
        return Objects.requireNonNull(sample);
    }

    /** A whole night. */
    Night run() throws Exception {
        Night night = sample().night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        night.searchAgain();
        night.list();
        night.seal();
        return night;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(sample().superuser());
    }

    List<String> rows(String query) {
        return jdbc().queryForList(query, String.class);
    }

    /** What all runs wrote to the log, of one kind. */
    <T extends Entry> List<T> entries(Class<T> kind) {
        List<T> entries = new ArrayList<>();
        AuditLog log = AuditLog.of(JdbcClient.create(sample().superuser()));
        jdbc().queryForList("select id from keepuntil.run order by id", Long.class)
                .forEach(run -> log.readIndexed(run, (index, entry) -> {
                    if (kind.isInstance(entry)) {
                        entries.add(kind.cast(entry));
                    }
                }));
        return entries;
    }

    @Override
    public void close() {
        if (sample != null) {
            sample.close();
        }
    }
}
