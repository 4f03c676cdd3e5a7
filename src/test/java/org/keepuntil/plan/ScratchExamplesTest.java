package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.control.Installer;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.ExamplesParser;
import org.keepuntil.examples.Expected;
import org.keepuntil.examples.Given;
import org.keepuntil.examples.Result;
import org.keepuntil.examples.Results;
import org.keepuntil.examples.Setting;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class ScratchExamplesTest {
    private static final Schedule SCHEDULE = schedule("""
            schedule: services
            title: Services
            version: 1
            records:
              referral:
                people: [child, worker]
                events: [opened, closure, last contact]
                facts: [service, score, looked after]
              note: { people: [parent], events: [made] }
            rules:
              - id: referral-25
                records: referral
                keep: { longest of: [until age 25 of the youngest child, 6 years after closure] }
                then: destroy
              - id: referral-75
                records: referral
                when: { any of: [{ looked after: true }, { score: at least 3 }, { service: adoption }] }
                keep: until age 75 of the youngest child
                then: destroy
              - id: referral-died
                records: referral
                when: { child: died before age 18, last contact: after 2015-01-01 }
                keep: 15 years beginning with death of the eldest child
                then: destroy
              - id: referral-mark
                records: referral
                keep: until the end of the academic year of age 24 of the youngest child
                then: flag
              - id: note-6
                records: note
                keep: { longest of: [6 years after made, until age 18 of the parent] }
                then: destroy
              - id: note-dead
                records: note
                when: { parent: dead }
                keep: 3 years beginning with death of the parent
                then: destroy
            """);

    private static TestDatabase database;

    private static Schedule schedule(String yaml) {
        Problems problems = new Problems();
        return YamlFile.of("schedule.yaml", yaml, problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }

    @BeforeAll
    static void install() throws Exception {
        database = TestDatabase.create();
        Installer.install(database.dataSource());
        // a hold on every record of the real class must not reach its examples
        database.execute("""
                set session_replication_role = replica;
                insert into keepuntil.hold (class, kind, authority, reason, placed_by, placed_at)
                values ('referral', 'litigation', 'the court', 'a claim', 'somebody', now())""");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Results run(String given) {
        StringBuilder yaml = new StringBuilder("examples:\n");
        int number = 0;
        for (String line : given.lines().toList()) {
            yaml.append("  - { name: \"")
                    .append(++number)
                    .append("\", as of: 2030-06-01, expect: { flags: [] }, ")
                    .append(line)
                    .append(" }\n");
        }
        Problems problems = new Problems();
        List<Example> examples = YamlFile.of("examples.yaml", yaml.toString(), problems)
                .flatMap(file -> ExamplesParser.parse(file, SCHEDULE, Setting.of(SCHEDULE), problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
        return ScratchExamples.run(database.dataSource(), Results.of(SCHEDULE, Setting.of(SCHEDULE), examples));
    }

    @Test
    void database_findsTheSame_whateverAnExampleGives() {
        Results results = run("""
                record: referral, given: { child: { born: 2004-02-29 }, opened: 2010-01-01, closure: 2015-01-01, last contact: 2014-12-31, looked after: false, score: 2, service: help }
                record: referral, given: { child: [{ born: 2004-02-29 }, { born: 2001 }], closure: 2015-02, last contact: 2014-12-31, looked after: false, score: 1, service: help }
                record: referral, given: { child: [{ born: 2004-02-29 }, { born: unknown }], closure: 2015, last contact: 2014-12-31, looked after: true }
                record: referral, given: { child: [{ born: 2004-02 }], closure: unknown, score: 2.5 }
                record: referral, given: { child: { born: 2004-02-29 }, closure: 2015-01-01, last contact: 2014-12-31, score: 3, service: "true", looked after: false }
                record: referral, given: { child: { born: 2004-02-29 }, closure: none, service: adoption }
                record: referral, given: { child: { born: 2004-02-29, died: 2012-05-31 }, closure: 2015-01-01, last contact: 2016-01-01, score: 0, service: a, looked after: no }
                record: referral, given: { child: [{ born: 2004-02-29, died: 2012-05-31 }, { born: 2005-01-01 }], closure: 2015-01-01, last contact: 2016-01-01 }
                record: referral, deaths: recorded, given: { child: [{ born: 2004-02-29, died: 2012-05-31 }, { born: 2005-01-01 }], closure: 2015-01-01, last contact: 2016-01-01 }
                record: referral, given: { child: { born: 2004-02-29, died: 2003-05-31 }, closure: 2015-01-01, last contact: 2016-01-01 }
                record: referral, given: { child: { born: 2004-02-29 }, opened: 2016-01-01, closure: 2015-01-01, last contact: 9999-12-31 }
                record: referral, given: { worker: { born: 2020-01-01 }, closure: 2015-01-01 }
                record: referral, given: { child: { born: 2004-02-29, died: 2012-05-31 }, closure: 2015-01-01, last contact: 2015, looked after: false, score: 0, service: a }
                record: referral, given: { child: [], closure: 2015-01-01 }
                record: note, given: { made: 2020-02-29 }
                record: note, deaths: recorded, given: { parent: { born: 1990-06 }, made: 2020-02-29 }
                record: note, deaths: recorded, given: { parent: { born: unknown, died: 2029-06-01 }, made: 2020-02-29 }
                record: note, given: { parent: { born: 2021-01-01 }, made: 2020-02-29 }
                record: referral, given: { child: [{ born: 2001 }, { born: 2000-01-01, estimated: true }], closure: 2015-01-01, last contact: 2014-12-31, looked after: false, score: 2, service: help }
                record: note, given: { parent: { born: 1990-01-01, estimated: true }, made: 2020-02-29 }
                record: note, given: {}
                record: note, given: { made: unknown }
                """);

        assertThat(results.all()).hasSize(22).allSatisfy(result -> {
            assertThat(result.notAsked()).as(result.example().name()).isEmpty();
            assertThat(result.disagreements()).as(result.example().name()).isEmpty();
        });
        assertThat(results.all())
                .extracting(result -> result.decision().status().word())
                .contains("due", "undetermined", "open", "retained", "in review");
        assertThat(left()).isZero();
    }

    @Test
    void database_isNotAsked_whenNoTableCouldHoldWhatIsGiven() {
        Results results = run("""
                record: referral, held: true, given: { child: { born: 2004-02-29 } }
                record: referral, last reference went: 2020-01-01, given: { child: { born: 2004-02-29 } }
                record: referral, given: { child: { born: 2004-02-29, died: 2010 } }
                record: referral, given: { child: { born: 2004-02-29, died: unknown } }
                """);

        assertThat(results.all())
                .extracting(result -> result.notAsked().orElse("asked"))
                .containsExactly(
                        "what stands in the way of a record is not put into tables",
                        "what stands in the way of a record is not put into tables",
                        "tables hold the day of a death, or none",
                        "tables hold the day of a death, or none");
        assertThat(results.all())
                .allSatisfy(result -> assertThat(result.disagreements()).isEmpty());
    }

    @Test
    void disagreement_isAFailure_whenTheDatabaseFindsOtherwise() {
        // Two children in the facts of which the tables, told that there is one, take the first.
        Facts.PersonFacts child = new Facts.PersonFacts(known("2004-02-29"), new DateValue.NotYet(), false);
        Facts.PersonFacts other = new Facts.PersonFacts(known("2014-02-28"), new DateValue.NotYet(), false);
        Facts facts =
                new Facts(Map.of("closure", known("2015-01-01")), Map.of("child", List.of(child, other)), Map.of());
        Schedule schedule = schedule("""
                schedule: services
                title: Services
                version: 1
                records: { referral: { people: [child], events: [closure] } }
                rules: [{ id: r, records: referral, keep: until age 18, then: destroy }]
                """);
        Expected expected = new Expected(
                Optional.of(Day.NEVER),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Example example = new Example(
                "two children",
                "referral",
                new Given(facts, Set.of()),
                Standing.CLEAR,
                LocalDate.of(2030, 6, 1),
                expected,
                new Place("examples.yaml", 1, 1));

        Result result = ScratchExamples.run(
                        database.dataSource(), Results.of(schedule, Setting.of(schedule), List.of(example)))
                .all()
                .get(0);

        assertThat(result.differences()).isEmpty();
        assertThat(result.passed()).isFalse();
        assertThat(result.complaints())
                .containsExactly(
                        "as of 2030-06-01 the database finds \"due\", eligible from 2022-03-01 to 2022-03-01, rule r,"
                                + " marks [], and the program \"undetermined\", eligible from ever to never, rule r, marks []");
        assertThat(left()).isZero();
    }

    private static DateValue known(String day) {
        return new DateValue.Known(Interval.on(LocalDate.parse(day)));
    }

    private static long left() {
        Long schemas = new JdbcTemplate(database.dataSource())
                .queryForObject(
                        "select count(*) from pg_namespace where nspname like 'keepuntil_examples%'", Long.class);
        return schemas == null ? -1 : schemas;
    }
}
