package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installer;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The indexes that are advised for links are those that lead from a record to the rows that refer to it. */
class LinkIndexTest {
    private static final String TABLES = """
            create schema f;
            create table f.record (id bigint primary key, ref text unique, closed_at date);
            create table f.note (id int primary key, subject_type varchar(30), subject_id int);
            create table f.event (id int primary key, payload jsonb);
            create table f.letter (id int primary key, ref_no int);
            insert into f.record select i, i::text, '2020-01-01' from generate_series(1, 2000) i;
            insert into f.note select i, 'Record', i from generate_series(1, 2000) i;
            insert into f.event select i, jsonb_build_object('the record''s no', i) from generate_series(1, 2000) i;
            insert into f.letter select i, i from generate_series(1, 2000) i;
            create index on f.record (closed_at);
            """;

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void load() throws Exception {
        database = TestDatabase.create();
        Installer.install(database.dataSource());
        database.execute(TABLES);
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: links
                title: Links
                version: 1
                records:
                  case: { title: Case, events: [closure] }
                rules:
                  - { id: kept, records: case, keep: 6 years after closure, then: destroy, authority: a test }
                """);
        Files.writeString(folder.resolve("binding.yaml"), """
                records:
                  case:
                    table: f.record
                    open while: never
                    events: { closure: closed_at }
                    components: [note, event, letter]
                    links:
                      - note.subject_id -> record.id where subject_type = 'Record'
                      - event.payload ->> 'the record''s no' -> record.id
                      - letter.ref_no -> record.ref
                """);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void theIndexesAdvisedForLinks_areUsed_andAdvisedNoMore() throws Exception {
        List<String> advice = advice();

        assertThat(advice)
                .anyMatch(line -> line.endsWith("on \"f\".\"note\" (\"subject_type\", \"subject_id\");"))
                .anyMatch(line -> line.endsWith("on \"f\".\"event\" ((\"payload\" ->> 'the record''s no'));"))
                .anyMatch(line -> line.endsWith("on \"f\".\"letter\" (\"ref_no\");"))
                .hasSize(3);
        advice.forEach(line -> database.execute(line.substring(line.indexOf("create index"))));
        database.execute("analyze");
        assertThat(advice()).isEmpty();
        Layout layout = workload().classes().get(0).layout();
        layout.declaredLinks()
                .forEach((key, table) -> assertThat(String.join(
                                "\n",
                                new JdbcTemplate(database.dataSource())
                                        .queryForList(
                                                "explain select 1 from f.record t join " + Identifier.of(table)
                                                        + " x on " + Identifier.match(key, "x", "t")
                                                        + " where t.id = 7",
                                                String.class)))
                        .as(key.name())
                        .contains("Index Cond")
                        .doesNotContain("Seq Scan on " + table.name()));
    }

    @Test
    void anIndexOfTheRowsOfTheLinkAlone_isEnough_andOfAnotherNothingIsSaidForSure() throws Exception {
        database.execute("create index on f.note (subject_id) where subject_type = 'Record'");
        database.execute("create index on f.event ((payload ->> 'something else'))");

        List<String> advice = advice();

        assertThat(advice).noneMatch(line -> line.contains("f.note"));
        assertThat(advice)
                .anyMatch(
                        line -> line.startsWith("Whether an index of f.event leads to rows by payload can't be told"));
    }

    private List<String> advice() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            IndexCheck check = new IndexCheck(
                    workload(), connection, Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC));
            check.run();
            return new ArrayList<>(check.advice());
        }
    }

    private Workload workload() throws Exception {
        Problems problems = new Problems();
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(folder, problems).orElseThrow(() -> new AssertionError(problems.render()));
        try (Connection connection = database.dataSource().getConnection()) {
            Layouts layouts = Layouts.resolve(loaded.binding(), Catalog.read(connection), problems)
                    .orElseThrow(() -> new AssertionError(problems.render()));
            return new Workload(List.of(new Workload.Bound(loaded.schedule(), loaded.binding(), layouts)));
        }
    }
}
