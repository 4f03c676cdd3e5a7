package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installer;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** The index that is advised is the one that the query for what is due uses, and then it is advised no more. */
class IndexCheckTest {
    private static final String TABLES = """
            create schema f;
            create table f.child (id int primary key, date_of_birth date);
            create table f.record (id int primary key, child_id int references f.child, closed_at timestamptz);
            create table f."Sib ling" (id int primary key, record_id int not null references f.record, born date);
            create table f.contact (id int primary key, record_id int not null references f.record, made_at timestamptz);
            insert into f.child select i, date '2002-01-01' + i % 6000 from generate_series(1, 20000) i;
            insert into f.record select i, i, timestamptz '2021-01-01 12:00+00' + i % 2000 * interval '1 day' from generate_series(1, 20000) i;
            insert into f."Sib ling" select i, 1 + i % 20000, date '2002-01-01' + i % 6001 from generate_series(1, 30000) i;
            insert into f.contact select i, 1 + i % 20000, timestamptz '2021-01-01 12:00+00' + i % 2001 * interval '1 day'
            from generate_series(1, 30000) i;
            analyze""";
    private static final String BINDING = """
            records:
              case:
                table: f.record
                open while: never
                people: { child: { born: child.date_of_birth }, sibling: { born: 'each f."Sib ling".born' } }
                events: { closure: closed_at, last contact: latest of contact.made_at }
                components: ['f."Sib ling"', contact]
            """;
    private static final String SCHEDULE = """
            schedule: advice
            title: What makes a night cheap
            version: 1
            records:
              case: { title: Case, people: [child, sibling], events: [closure, last contact] }
            rules:
              - { id: kept, records: case, keep: %s, then: destroy, authority: a test }
            """;
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T22:00:00Z"), ZoneOffset.UTC);
    private static final Pattern STATEMENT = Pattern.compile("create index concurrently on (.*);");

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void load() throws Exception {
        database = TestDatabase.create();
        Installer.install(database.dataSource());
        database.execute(TABLES);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            6 years after closure | "f"."record" ("closed_at")
            until age 25 of the child | "f"."child" ("date_of_birth"), "f"."record" ("child_id")
            until age 25 of the youngest sibling | "f"."Sib ling" ("born"), "f"."Sib ling" ("record_id", "born")
            6 years after last contact | "f"."contact" ("made_at"), "f"."contact" ("record_id", "made_at")
            { longest of: [until age 25 of the child, 1 year after closure] } | "f"."child" ("date_of_birth"), "f"."record" ("child_id")
            { shortest of: [until age 25 of the child, 6 years after closure] } | "f"."child" ("date_of_birth"), "f"."record" ("closed_at"), "f"."record" ("child_id")
            permanently |
            """)
    void whatIsAdvised_isUsed_andAdvisedNoMore(String keep, String expected) throws Exception {
        Workload workload = workload(keep);
        String links = "\"f\".\"Sib ling\" (\"record_id\"), \"f\".\"contact\" (\"record_id\")";

        List<String> advised = statements(check(workload));

        assertThat(advised).doesNotHaveDuplicates();
        List<String> driving = advised.stream().filter(i -> !links.contains(i)).toList();
        assertThat(String.join(", ", driving)).isEqualTo(expected == null ? "" : expected);
        assertThat(advised.stream().filter(i -> i.contains("Sib") && i.contains("(\"record_id")))
                .hasSize(1);
        advised.forEach(index -> database.execute("create index on " + index));
        database.execute("analyze");
        String plan = plan(workload);
        for (String index : driving) {
            assertThat(plan).contains(nameOf(index));
        }
        assertThat(check(workload).advice()).isEmpty();
    }

    @Test
    void whatNoIndexMakesCheap_isSaidInPlainWords() throws Exception {
        assertThat(check(workload("until age 20 of the youngest sibling")).limits())
                .singleElement()
                .asString()
                .matches(
                        "Rule kept rests on the youngest of several people: an index finds the records of which one is old enough,"
                                + " and each of these is looked at every night \\(today about [0-9,]+ rows\\)\\.");
        assertThat(check(workload("until age 20 of the child")).limits()).isEmpty();
    }

    @Test
    void anIndexOfTheRowsThatHaveAValue_isEnough() throws Exception {
        database.execute("create index on f.record (closed_at) where closed_at is not null");
        assertThat(String.join("\n", check(workload("6 years after closure")).advice()))
                .doesNotContain("closed_at");
        database.execute("drop index f.record_closed_at_idx; create index on f.record (closed_at) where id > 5");
        assertThat(String.join("\n", check(workload("6 years after closure")).advice()))
                .contains(
                        "No index of f.record begins with closed_at, so every record of class case is looked at each night for rule kept,"
                                + " even where none is due. Better: create index concurrently on \"f\".\"record\" (\"closed_at\");");
    }

    private static List<String> statements(IndexCheck check) {
        return check.advice().stream()
                .map(line -> {
                    Matcher statement = STATEMENT.matcher(line);
                    assertThat(statement.find()).as(line).isTrue();
                    return statement.group(1);
                })
                .toList();
    }

    /** As PostgreSQL names an index. */
    private static String nameOf(String index) {
        return index.replace("\"f\".", "").replaceAll("\" \\(\"|\", \"", "_").replaceAll("[\"()]", "") + "_idx";
    }

    private IndexCheck check(Workload workload) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            IndexCheck check = new IndexCheck(workload, connection, CLOCK);
            check.run();
            return check;
        }
    }

    private String plan(Workload workload) {
        ClassSql sql = workload.work("case").sql(TODAY);
        Sql due = Sql.concat("explain (costs off) select ", sql.key(), sql.fromDue());
        return String.join(
                        "\n",
                        new JdbcTemplate(database.dataSource())
                                .queryForList(
                                        due.text(), String.class, due.values().toArray()))
                .replace("\"", "");
    }

    private Workload workload(String keep) throws Exception {
        Files.writeString(folder.resolve("binding.yaml"), BINDING);
        Files.writeString(folder.resolve("schedule.yaml"), SCHEDULE.formatted(keep));
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
