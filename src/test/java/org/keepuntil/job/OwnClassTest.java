package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Listed;
import org.keepuntil.plan.Planner;
import org.keepuntil.testing.SampleNight;

/** Components that are records of a class of their own: their own rules and holds are obeyed, whichever way they belong to the record. */
class OwnClassTest {
    private static final String ASSESSMENTS = """
            records:
              file: { table: app.file, open while: never, events: { closing: closed }, components: [assessment, answer] }
              assessment: { table: app.assessment, open while: never, events: { completion: completed }, components: [answer] }
            """;
    private static final String ASSESSED = """
            create schema app;
            create table app.file (no int primary key, closed date);
            create table app.assessment (id int primary key, file_no int not null references app.file, completed date);
            create table app.answer (id int primary key, assessment_id int not null references app.assessment);
            """;
    private static final String PEOPLE = """
            records:
              file:
                table: app.file
                open while: never
                events: { closing: closed }
                components: [person, address]
              person:
                table: app.person
                open while: never
                events: { entry: entered }
                components: [address]
                related: { file.person_id: keep }
            """;
    private static final String PERSONS = """
            create schema app;
            create table app.person (id int primary key, entered date);
            create table app.address (id int primary key, person_id int not null references app.person);
            create table app.file (no int primary key, closed date, person_id int references app.person);
            """;

    @TempDir
    Path folder;

    private @Nullable SharedNight night;

    @AfterEach
    void dropDatabase() {
        if (night != null) {
            night.close();
        }
    }

    private static String assessments(int years) {
        return SharedNight.with(
                "assessment: { title: Assessment, events: [completion] }",
                "{ id: assessment-rule, records: assessment, keep: " + years
                        + " years after completion, then: destroy, authority: a test }");
    }

    @Test
    void aRecordWaits_forAPartWhoseOwnRuleKeepsItLonger_andThePlanSaysSo() throws Exception {
        SharedNight made = make(assessments(12), ASSESSMENTS, ASSESSED + """
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01'), (3, '2026-01-01');
                insert into app.assessment values (1, 1, '2009-01-01'), (2, 1, '2020-01-01'), (3, 2, '2009-01-01'), (4, 3, '2009-01-01'), (5, 3, '2020-01-01');
                insert into app.answer select n, n from generate_series(1, 5) n;
                """);

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.statuses("file")).isEqualTo(Map.of("referred to", 1L, "due", 1L, "retained", 1L));
        assertThat(made.all())
                .as("assessments 1 and 4 go by themselves, earlier; 2 keeps its file")
                .containsExactly(
                        "answer 2,2",
                        "answer 5,5",
                        "assessment 2,1,2020-01-01",
                        "assessment 5,3,2020-01-01",
                        "file 1,2010-01-01",
                        "file 3,2026-01-01");
        assertThat(made.outcomes()).isEqualTo(Map.of("assessment 2", "gone"));
    }

    @Test
    void whatARecordWaitsFor_isNamed_withItsRuleAndDay() throws Exception {
        SharedNight made = make(assessments(12), ASSESSMENTS, ASSESSED + """
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01');
                insert into app.assessment values (1, 1, '2009-01-01'), (2, 1, '2020-01-01'), (3, 2, '2021-01-01');
                """);
        Planner planner = Planner.of(made.sample.operator(), made.sample.workload());
        RecordKey first = new RecordKey(List.of("1"));

        Listed file = planner.find(SampleNight.AS_OF, "file", first).orElseThrow();
        List<String> waiting = new ArrayList<>();
        planner.waitingParts(
                SampleNight.AS_OF,
                "file",
                first,
                (name, part) -> waiting.add(
                        name + " " + part.key() + " " + part.decision().ruleId().orElse("") + " "
                                + part.decision().interval().latest()));

        assertThat(file.decision().status()).isEqualTo(Status.REFERRED_TO);
        assertThat(file.standing().referredBy()).containsExactly("class assessment");
        assertThat(waiting).containsExactly("assessment 2 assessment-rule 2032-01-02");
    }

    @Test
    void aPartThatCameAfterThePlan_andMayNotGo_keepsTheRecord() throws Exception {
        SharedNight made = make(assessments(12), ASSESSMENTS, ASSESSED + """
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01');
                insert into app.assessment values (1, 1, '2009-01-01');
                """);
        Night ran = made.planned();
        made.jdbc.update("insert into app.assessment values (2, 2, '2020-01-01')");

        ran.dispose();
        ran.seal();

        assertThat(made.outcomes())
                .isEqualTo(Map.of("file 2", "referred to: from class assessment", "assessment 1", "gone"));
        assertThat(made.all()).containsExactly("assessment 2,2,2020-01-01", "file 2,2010-01-01");
    }

    @Test
    void aHoldOnAPart_winsOverTheRuleOfTheWhole() throws Exception {
        SharedNight made = make(assessments(1), ASSESSMENTS, ASSESSED + """
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01');
                insert into app.assessment values (1, 1, '2009-01-01'), (2, 2, '2009-01-01');
                insert into app.answer values (1, 1), (2, 2);
                """);
        Night ran = made.planned();
        made.hold("assessment", "2");

        ran.dispose();
        ran.seal();

        assertThat(made.outcomes())
                .isEqualTo(Map.of(
                        "file 2",
                        "referred to: from class assessment",
                        "assessment 1",
                        "gone",
                        "assessment 2",
                        "held"));
        assertThat(made.all()).containsExactly("answer 2,2", "assessment 2,2,2009-01-01", "file 2,2010-01-01");
    }

    @Test
    void aPartOfAClassWithoutARule_goesAlong_unlessItIsHeld() throws Exception {
        SharedNight made = make(
                SharedNight.with("assessment: { title: Assessment, events: [completion], unscheduled: allowed }", ""),
                ASSESSMENTS,
                ASSESSED + """
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01');
                insert into app.assessment values (1, 1, null), (2, 2, null);
                """);
        made.hold("assessment", "2");

        made.run();

        assertThat(made.statuses("file")).isEqualTo(Map.of("referred to", 1L, "due", 1L));
        assertThat(made.all()).containsExactly("assessment 2,2,", "file 2,2010-01-01");
    }

    @Test
    void aPerson_ofAClassOfTheirOwn_isDestroyedWithTheLastRecord_inTheSameRun() throws Exception {
        SharedNight made = make(persons("until no other record refers to it"), PEOPLE, PERSONS + """
                insert into app.person select n, '2009-01-01' from generate_series(1, 5) n;
                insert into app.address select n, n from generate_series(1, 5) n;
                insert into app.file values (1, '2010-01-01', 1), (2, '2010-01-01', 1), (3, '2010-01-01', 2), (4, '2026-01-01', 2), (5, '2010-01-01', 4);
                """);
        made.hold("person", "4");

        Night ran = made.run();

        assertThat(ran.stopped()).isEmpty();
        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .as("2 has a file, 3 and 5 were never referred to, 4 is on hold")
                .containsExactly(
                        "address 2,2",
                        "address 3,3",
                        "address 4,4",
                        "address 5,5",
                        "file 4,2026-01-01,2",
                        "person 2,2009-01-01",
                        "person 3,2009-01-01",
                        "person 4,2009-01-01",
                        "person 5,2009-01-01");
        assertThat(made.jdbc.queryForList("select key[1] from keepuntil.reference order by 1", String.class))
                .as("what was recorded of person 1 is gone too")
                .containsExactly("2", "4");
        assertThat(made.counts("file"))
                .isEqualTo(Map.of("removed app.file", 4L, "removed app.person", 1L, "removed app.address", 1L));
    }

    @Test
    void aSharedRow_thatItsOwnRuleKeeps_staysWithoutTheRecord() throws Exception {
        SharedNight made = make(persons("20 years after entry"), PEOPLE, PERSONS + """
                insert into app.person values (1, '2000-01-01'), (2, '2009-01-01');
                insert into app.address values (1, 1), (2, 2);
                insert into app.file values (1, '2010-01-01', 1), (2, '2010-01-01', 2);
                """);

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all()).containsExactly("address 2,2", "person 2,2009-01-01");
    }

    @Test
    void aHoldOnASharedRow_placedAfterThePlan_keepsItAlone() throws Exception {
        SharedNight made = make(persons("until no other record refers to it"), PEOPLE, PERSONS + """
                insert into app.person values (1, '2000-01-01');
                insert into app.address values (1, 1);
                insert into app.file values (1, '2010-01-01', 1);
                """);
        Night ran = made.planned();
        made.hold("person", "1");

        ran.dispose();
        ran.seal();

        assertThat(made.all()).containsExactly("address 1,1", "person 1,2000-01-01");
    }

    @Test
    void aFamilysRecord_isKeptByItsYoungest_andThePeopleGoWithIt() throws Exception {
        SharedNight made = make("""
                schedule: shared
                title: Shared rows
                version: 1
                records:
                  file: { title: File, people: [child], events: [closing] }
                rules:
                  - { id: to-25, records: file, keep: until age 25 of the youngest child, then: destroy, authority: a test }
                """, """
                records:
                  file:
                    table: app.file
                    open while: never
                    people: { child: { born: each child.born } }
                    events: { closing: closed }
                    components: [file_child, child]
                """, """
                create schema app;
                create table app.child (id int primary key, born date);
                create table app.file (no int primary key, closed date);
                create table app.file_child (file_no int references app.file, child_id int references app.child, primary key (file_no, child_id));
                insert into app.child values (1, '1990-01-01'), (2, '1995-01-01'), (3, '2010-01-01'), (4, '1980-01-01'), (5, null);
                insert into app.file values (1, '2010-01-01'), (2, '2010-01-01'), (3, '2010-01-01');
                insert into app.file_child values (1, 1), (1, 2), (2, 2), (2, 3), (3, 4);
                """);

        made.run();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all())
                .containsExactly(
                        "child 2,1995-01-01",
                        "child 3,2010-01-01",
                        "child 5,",
                        "file 2,2010-01-01",
                        "file_child 2,2",
                        "file_child 2,3");
    }

    @Test
    void aPartWhoseOwnPartsAreNotTheRecords_isRefused() {
        assertThatThrownBy(() -> make(
                        assessments(1),
                        ASSESSMENTS.replace(
                                "components: [assessment, answer]",
                                "components: [assessment], related: { answer.assessment_id: keep }"),
                        ASSESSED))
                .hasMessageContaining("add app.answer to the components of file");
    }

    @Test
    void classesThatArePartsOfEachOther_areRefused() {
        assertThatThrownBy(() -> make(persons("permanently"), """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed }, components: [person, address] }
                  person: { table: app.person, open while: never, events: { entry: entered }, components: [address, file] }
                """, PERSONS))
                .hasMessageContaining("and the other way round");
    }

    private static String persons(String keep) {
        return SharedNight.with(
                "person: { title: Person, events: [entry] }",
                "{ id: person-rule, records: person, keep: " + keep + ", then: destroy, authority: a test }");
    }

    private SharedNight make(String schedule, String binding, String script) throws Exception {
        night = new SharedNight(folder, schedule, binding, script);
        return Objects.requireNonNull(night);
    }
}
