package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Severity;
import org.keepuntil.testing.TestDatabase;

/** What of redaction and anonymisation is refused before any night, held against a real catalog. */
class ActsCheckTest {
    private static final String TABLES = """
            create domain coded as text check (value ~ '^[A-Z]');
            create type colour as enum ('red', 'blue');
            create table person (id int primary key);
            create table t (
                id int primary key, ref text unique not null, person_id int not null references person, opened date not null, closed date,
                summary text, kind text not null check (kind in ('a', 'b')), code coded not null, shade colour not null, span int4range not null,
                size int, born date, twice text generated always as (summary || summary) stored, number int generated always as identity,
                short varchar(10), needs_review boolean, kin text default 'x');
            create unique index on t (lower(kin));
            create table c (id int primary key, t_id int not null references t, ref text references t (ref), note text);
            create table d (c_id int not null references c, t_id int references t, no int, primary key (c_id, no));
            create table outside (id int primary key, ref text references t (ref));
            create table spread (t_id int not null references t, day date not null, what text) partition by range (day);
            create table spread_a partition of spread default;
            """;
    private static final String RULES = """
            schedule: services
            title: Services
            version: 1
            records:
              thing:
                people: [child]
                events: [opened, closed]
                facts: [kind, size]
            rules:
              - id: r
                records: thing
                authority: a test
            """;
    private static final String BINDING = """
            records:
              thing:
                table: t
                open while: %s
                people: { child: { born: born } }
                events: { opened: opened, closed: closed }
                facts: { kind: kind, size: size }
                components: [c, d, spread]
                related: { outside.ref: keep }
            """;
    private static final String STAGED =
            "stages: [ { keep: 1 year after opened, then: redact }, { keep: until age 25, then: destroy } ]";

    private static TestDatabase database;

    @TempDir
    Path folder = Path.of("");

    private final Problems problems = new Problems();
    private String rules = RULES;
    private String binding = BINDING;

    @BeforeAll
    static void makeTables() throws Exception {
        database = TestDatabase.create();
        database.execute(TABLES);
    }

    @AfterAll
    static void dropTables() {
        database.close();
    }

    private List<String> errors(String rule, String open, String treatment) throws Exception {
        Files.writeString(
                folder.resolve("schedule.yaml"), rules + rule.replace("#", "\n").indent(4));
        Files.writeString(
                folder.resolve("binding.yaml"),
                binding.replace("%s", open) + treatment.replace("#", "\n").indent(4));
        Optional<ScheduleFolder.Loaded> loaded = ScheduleFolder.load(folder, problems);
        assertThat(loaded).as(problems.render()).isPresent();
        try (Connection connection = database.dataSource().getConnection()) {
            Layouts.resolve(loaded.get().binding(), Catalog.read(connection), problems)
                    .ifPresent(layouts -> ActCheck.check(loaded.get().schedule(), layouts, problems));
        }
        return problems.all().stream()
                .filter(p -> p.severity() == Severity.ERROR)
                .map(Problem::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id          | the record is known by it
            ref         | other rows refer to it
            person_id   | it is a foreign key
            kind        | a check of the database looks at it
            code        | a check of the database looks at it
            shade       | there is no constant for nothing
            span        | there is no constant for nothing
            twice       | the database alone writes it
            number      | the database alone writes it
            c.t_id      | it makes the row part of the record
            spread.day  | it says in which partition the row lies
            nothing     | has no column nothing
            outside.ref | is not part of the record
            c           | rows of public.d belong both to what goes and to what stays
            """)
    void redact_isRefused(String part, String why) throws Exception {
        assertThat(errors(STAGED, "never", "redact: [" + part + "]"))
                .singleElement()
                .asString()
                .contains(why);
    }

    @Test
    void redact_takesWhatCanGo() throws Exception {
        assertThat(errors(STAGED, "never", "redact: [summary, closed, born, size, short, kin, c.note, d, spread]"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            person_id | it leads to rows that others may share
            person    | rows of public.person can't go while public.t stays
            e         | rows of public.person may be left behind
            """)
    void sharedRows_areNotLeftBehind(String part, String why) throws Exception {
        database.execute("create table e (t_id int not null references t, person_id int references person)");
        try {
            binding = BINDING.replace("[c, d, spread]", "[c, d, spread, e, person]");
            assertThat(errors(STAGED, "never", "redact: [" + part + "]"))
                    .anySatisfy(message -> assertThat(message).contains(why));
        } finally {
            database.execute("drop table e");
        }
    }

    @Test
    void sharedRows_haveClassesToo() throws Exception {
        binding = BINDING.replace("[c, d, spread]", "[c, d, spread, person]");
        errors(
                "keep: 1 year after opened#then: anonymise",
                "never",
                "anonymise: { t: { " + WHOLE
                        + " }, c: remove, d: remove, spread: remove }#anonymity: { k: 3, over: [size] }");
        assertThat(problems.all().stream().filter(p -> p.severity() == Severity.ERROR))
                .singleElement()
                .satisfies(p -> assertThat(p.hint().orElse("")).contains("public.person: { id: keep }"));
    }

    @Test
    void anAct_isRefused_whereAnotherClassIsDecidedByWhatItChanges() throws Exception {
        rules = RULES.replace("rules:\n", """
                  other: { title: Other, events: [closing] }
                rules:
                  - { id: o, records: other, keep: 1 year after closing, then: destroy, authority: a test }
                """);
        binding = BINDING.replace("records:\n", """
                records:
                  other: { table: outside, open while: never, events: { closing: t.closed } }
                """);
        assertThat(errors(STAGED, "never", "redact: [summary]")).isEmpty();
        assertThat(errors(STAGED, "never", "redact: [closed]"))
                .singleElement()
                .asString()
                .contains("it changes what records of class other are or are decided by");
    }

    private static final String OTHERS =
            "summary: remove, kind: keep, code: keep, shade: keep, span: keep, number: keep, needs_review: keep, person_id: keep";
    private static final String WHOLE =
            "id: keep, ref: keep, opened: year, closed: year, size: keep, born: year, short: remove," + " kin: remove, "
                    + OTHERS;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            closed: year        | closed: band 5     | not a number
            size: keep          | size: year         | not a date or timestamp
            size: keep          | size: token        | not a text
            short: remove       | short: token       | a token has 22 characters
            kin: remove         | kin: first 1 character | part of a unique key
            ref: keep           | ref: token         | which refers to it, does not
            id: keep            | id: remove         | the record is known by it
            code: keep          | code: outward      | a check of the database
            """)
    void anonymise_isRefused(String from, String to, String why) throws Exception {
        assertThat(errors(
                        "stages: [ { keep: 1 year after opened, then: anonymise }, { keep: 5 years after opened, then: destroy } ]",
                        "never",
                        "anonymise: { t: { " + WHOLE.replace(from, to)
                                + " }, c: { id: keep, t_id: keep, ref: keep, note: remove }, d: remove,"
                                + " spread: remove }#anonymity: { k: 3, over: [size] }"))
                .anySatisfy(message -> assertThat(message).contains(why));
    }

    @Test
    void anonymise_isRefused_whereAColumnHasNoClass_andSaysWhichItCouldHave() throws Exception {
        errors(
                "keep: 1 year after opened#then: anonymise",
                "never",
                "anonymise: { t: { " + WHOLE.replace("born: year, ", "")
                        + " }, d: remove }#anonymity: { k: 3, over: [size] }");
        assertThat(problems.all().stream().filter(p -> p.severity() == Severity.ERROR))
                .singleElement()
                .satisfies(p -> assertThat(p.hint().orElse(""))
                        .contains(
                                "public.t: { born: year }",
                                "public.c: { id: keep, t_id: keep, ref: keep, note: remove }",
                                "public.spread: { t_id: keep, day: keep, what: remove }"));
    }

    @Test
    void token_isRefused_whereARowThatStaysRefersToIt() throws Exception {
        assertThat(
                        errors(
                                "stages: [ { keep: 1 year after opened, then: anonymise }, { keep: 5 years after opened, then: destroy } ]",
                                "never",
                                "anonymise: { t: { " + WHOLE.replace("ref: keep", "ref: token")
                                        + " }, c: { id: keep, t_id: keep, ref: token, note: remove }, d: remove, spread: remove }"))
                .singleElement()
                .asString()
                .contains("t.ref can't become a token: public.outside.ref, which stays as it is, refers to it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { closed: missing } | stages: [ { keep: 1 year after opened, then: redact }, { keep: until age 25, then: destroy } ]  | closed | it changes what `open while` looks at
            never | when: { size: more than 3 }#stages: [ { keep: 1 year after opened, then: redact }, { keep: until age 25, then: destroy } ]  | size | it changes what `when` of r looks at
            never | stages: [ { keep: 1 year after opened, then: redact }, { keep: 6 years after closed, then: destroy } ]  | closed | that date may not be known yet
            never | stages: [ { keep: 1 year after opened, then: redact }, { keep: until age 25, then: destroy } ]#statistics: [size]  | size | by which records are counted later
            """)
    void pairOfActs_isRefused_whereWhatComesLaterCanNotBeWrittenDown(
            String open, String rule, String column, String why) throws Exception {
        assertThat(errors(rule, open, "redact: [" + column + "]"))
                .singleElement()
                .asString()
                .contains(why);
    }

    @Test
    void freeTextThatIsKept_isRemarked() throws Exception {
        errors(
                "keep: 1 year after opened#then: anonymise",
                "never",
                "anonymise: { t: { " + WHOLE.replace("summary: remove", "summary: keep")
                        + " }, c: remove, d: remove, spread: remove }#anonymity: { k: 3, over: [size] }");
        assertThat(problems.all().stream().map(Problem::message))
                .anySatisfy(message -> assertThat(message).contains("t.summary is kept when a record is anonymised"));
    }
}
