package org.keepuntil.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keepuntil.binding.Layouts;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installer;
import org.keepuntil.source.Problems;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Each form of the language as SQL, and how PostgreSQL answers it over 200,000 records: on a night on which nothing is due, and years
 * later when much is. Written anew with {@code -Dgolden.update=true}.
 */
class FormsTest {
    private static final LocalDate NOTHING_DUE = LocalDate.of(2026, 11, 22);
    private static final LocalDate MUCH_DUE = LocalDate.of(2029, 6, 1);

    /** The version whose planner wrote the plans down. */
    private static final String VERSION = "17";

    /** What is kept of a plan: its steps, and by what an index is searched. */
    private static final Pattern NODE = Pattern.compile("->|^\\S|InitPlan \\d+$|Index Cond|One-Time Filter: false");

    private static final String SETTINGS = """
            set timezone = 'UTC'; set work_mem = '16MB'; set random_page_cost = 1.1; set effective_cache_size = '4GB';
            set max_parallel_workers_per_gather = 0; set jit = off""";

    private static final String BINDING = """
            records:
              case:
                table: f.record
                open while: %s
                people:
                  child: { born: child.date_of_birth, died: child.date_of_death }
                  sibling: { born: each sibling.born, died: sibling.died }
                events:
                  opening: opened
                  closure: closed_at
                  payment: { from: paid_at, stored in: UTC }
                  capture: captured_on
                  consent withdrawn: consent_withdrawn
                  last contact: latest of [contact.made_at, assessment.done_on] else opening
                  first contact: earliest of contact.made_at
                facts:
                  service: service
                  looked after: any of episode
                components: [sibling, contact, assessment]
            """;

    private static final String SCHEDULE = """
            schedule: forms
            title: Each form of the language
            version: 1
            records:
              case:
                title: Case
                people: [child, sibling]
                events: [opening, closure, payment, capture, consent withdrawn, last contact, first contact]
                facts: [service, looked after]
            rules:
            """;

    private static TestDatabase database;
    private static SingleConnectionDataSource connection;
    private static JdbcTemplate jdbc;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws Exception {
        database = TestDatabase.create();
        Installer.install(database.dataSource());
        connection = new SingleConnectionDataSource(database.dataSource().getConnection(), true);
        jdbc = new JdbcTemplate(connection);
        jdbc.execute(resource("forms.sql"));
        // so many that every row is in the sample, and the plans are the same each time
        jdbc.execute("set default_statistics_target = 1000");
        vacuum();
        jdbc.execute(SETTINGS);
    }

    /** Until every page is known to be visible to all: whoever happens to look on meanwhile delays that, and plans change with it. */
    private static void vacuum() throws InterruptedException {
        String behind = "select count(*) from pg_class where relnamespace = 'f'::regnamespace and relkind = 'r'"
                + " and relallvisible < relpages";
        int tries = 0;
        do {
            jdbc.execute("vacuum analyze");
            Thread.sleep(tries * 100L);
        } while (Objects.requireNonNull(jdbc.queryForObject(behind, Long.class)) > 0 && tries++ < 20);
    }

    @AfterAll
    static void drop() {
        connection.destroy();
        database.close();
    }

    static List<String> names() throws Exception {
        return List.copyOf(forms().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void asSql(String form) throws Exception {
        ClassSql sql = compiled(form, NOTHING_DUE);
        Golden.compare(
                "forms/" + form + ".sql",
                "-- what is due\n" + Golden.shown(due(sql)) + "\n\n-- the status\n" + Golden.shown(sql.status())
                        + "\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void asAPlan(String form) throws Exception {
        assumeTrue(Objects.requireNonNull(jdbc.queryForObject("show server_version", String.class))
                .startsWith(VERSION + "."));
        if (form.equals("hold")) {
            jdbc.execute("""
                    set session_replication_role = replica; -- no log stands behind these
                    insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at)
                    select 'case', array[i::text], 'litigation', 'a court', 'a claim', 'somebody', now() from generate_series(1, 2000) i;
                    set session_replication_role = origin; analyze keepuntil.hold""");
        }
        Golden.compare(
                "forms/" + form + ".plan",
                "-- a night on which nothing is due\n" + plan(form, NOTHING_DUE)
                        + "\n\n-- a night on which much is due\n" + plan(form, MUCH_DUE) + "\n");
        if (form.equals("hold")) {
            jdbc.execute("truncate keepuntil.hold; analyze keepuntil.hold");
        }
    }

    private String plan(String form, LocalDate asOf) throws Exception {
        Sql due = due(compiled(form, asOf));
        return jdbc
                .queryForList(
                        "explain (costs off) " + due.text(),
                        String.class,
                        due.values().toArray())
                .stream()
                .filter(line -> NODE.matcher(line).find())
                .collect(Collectors.joining("\n"));
    }

    private ClassSql compiled(String form, LocalDate asOf) throws Exception {
        String openWhile = form.equals("open-while") ? "{ last contact: after closure }" : "never";
        Files.writeString(folder.resolve("binding.yaml"), BINDING.formatted(openWhile));
        Files.writeString(folder.resolve("schedule.yaml"), SCHEDULE + forms().get(form));
        Problems problems = new Problems();
        ScheduleFolder.Loaded loaded =
                ScheduleFolder.load(folder, problems).orElseThrow(() -> new AssertionError(problems.render()));
        try (Connection catalog = database.dataSource().getConnection()) {
            Layouts layouts = Layouts.resolve(loaded.binding(), Catalog.read(catalog), problems)
                    .orElseThrow(() -> new AssertionError(problems.render()));
            return new Workload(List.of(new Workload.Bound(loaded.schedule(), loaded.binding(), layouts)))
                    .work("case")
                    .sql(asOf);
        }
    }

    private static Sql due(ClassSql sql) {
        return Sql.concat("select ", sql.key(), sql.fromDue(), " order by ", sql.keyOrder());
    }

    /** The rules of each form, as the file has them under a heading for each. */
    private static Map<String, String> forms() throws Exception {
        Map<String, String> forms = new LinkedHashMap<>();
        for (String part : resource("forms.yaml").split("\n(?=\\S)", -1)) {
            String[] nameAndRules = part.split(":\n", 2);
            int[] number = {0};
            forms.put(
                    nameAndRules[0],
                    Stream.of(nameAndRules[1].split("\n", -1))
                            .map(line -> line.startsWith("  - ")
                                    ? "  - id: rule-" + ++number[0]
                                            + "\n    records: case\n    then: destroy\n    authority: a test\n    "
                                            + line.substring(4)
                                    : line)
                            .collect(Collectors.joining("\n")));
        }
        return forms;
    }

    private static String resource(String name) throws Exception {
        try (InputStream file = FormsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
