package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Roles;
import org.keepuntil.decide.Status;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.hold.Scope;
import org.keepuntil.sql.HoldScopes;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which records a hold keeps, for how long after its release, and what is known of it then. */
class HeldTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String SCHEDULE = """
            schedule: held
            title: Held
            version: 1
            holds: { grace: 10 days }
            records:
              file: { title: Files, people: [child], events: [closing], facts: [service] }
              letter: { title: Letters, events: [closing] }
            rules:
              - { id: file-6, records: file, keep: 6 years after closing, then: destroy }
              - { id: letter-6, records: letter, keep: 6 years after closing, then: destroy }
            """;
    private static final String BINDING = """
            records:
              file:
                table: app.file
                open while: never
                people: { child: { born: child.born } }
                events: { closing: closed_on }
                facts: { service: service }
                components: [note]
              letter: { table: app.letter, open while: never, events: { closing: closed_on } }
            """;
    private static final String TABLES = """
            create schema app;
            create table app.child (id int primary key, born date);
            create table app.worker (id numeric primary key);
            create table app.file (id int primary key, closed_on date, service text, child_id int references app.child);
            create table app.note (id int primary key, file_id int references app.file, reply_to int references app.note,
                worker_id numeric references app.worker);
            create table app.letter (id numeric primary key, closed_on date);
            insert into app.child values (1, null), (2, null);
            insert into app.worker values (7.0);
            insert into app.file values (1, '2001-01-01', 'early', 1), (2, '2002-01-01', 'late', 2), (3, '2003-01-01', null, null),
                (4, '2004-01-01', 'late', 2);
            insert into app.note values (1, 4, null, null), (2, null, 1, 7);
            insert into app.letter values (1.50, '2001-01-01'), (2, '2001-01-01');
            """;

    @TempDir
    private Path temp;

    private SampleNight night;
    private Holds holds;
    private JdbcTemplate jdbc;
    private LocalDate today;

    @BeforeEach
    void make() throws Exception {
        Files.writeString(temp.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(temp.resolve("binding.yaml"), BINDING);
        night = SampleNight.of(TABLES, temp, temp.resolve("keys"));
        TokenKey key = night.tokens();
        String approver = Roles.of(night.database().name()).approver();
        holds = Holds.of(night.database().login("ap", approver).dataSource(), () -> key);
        jdbc = new JdbcTemplate(night.operator());
        today = LocalDate.now(LONDON);
    }

    @AfterEach
    void drop() {
        night.close();
    }

    @Test
    void person_holdsEveryRecordInWhichTheRowFigures_andThoseThatComeLater() throws Exception {
        place(new Scope.OfPerson("app", "child", List.of("2")));
        assertThat(held("file", today)).containsExactly("2", "4");

        place(new Scope.OfPerson("app", "worker", List.of("7.0")));
        night.database()
                .execute(
                        "update app.file set child_id = null where id = 4; insert into app.file values (5, '2001-01-01', null, 2)");
        assertThat(held("file", today)).containsExactly("2", "4", "5");
        assertThat(held("letter", today)).isEmpty();
    }

    @Test
    void condition_holdsWhatItMayBeTrueFor_andWhatComesLater() throws Exception {
        place(new Scope.OfCondition("file", List.of("service: late", "closing: before 2003-06-01")));
        assertThat(held("file", today)).as("3 has no service").containsExactly("2", "3");

        night.database()
                .execute(
                        "update app.file set service = 'late' where id = 1; insert into app.file values (5, null, 'late', 2)");
        assertThat(held("file", today)).containsExactly("1", "2", "3");
        night.database().execute("update app.file set closed_on = '2001-01-01' where id = 5");
        assertThat(held("file", today)).containsExactly("1", "2", "3", "5");
    }

    @Test
    void releasedHold_keepsItsRecordsForTheGrace_andThenTheyAreKnownToHaveBeenHeld() throws Exception {
        List<Long> ids = List.of(
                place(new Scope.OfRecord("file", List.of("1"))),
                place(new Scope.OfPerson("app", "child", List.of("2"))),
                place(new Scope.OfCondition("file", List.of("service: missing"))),
                place(new Scope.OfRecord("letter", List.of("1.50"))));
        assertThat(held("file", today)).containsExactly("1", "2", "3", "4");
        assertThat(released("file", "1", today)).isEmpty();

        List<Instant> at = new ArrayList<>();
        ids.forEach(id ->
                at.add(holds.release(id, "over").release().map(Hold.Release::at).orElseThrow()));
        LocalDate released = LocalDate.ofInstant(at.get(0), LONDON);

        assertThat(held("file", released.plusDays(10))).containsExactly("1", "2", "3", "4");
        assertThat(held("letter", released.plusDays(10))).containsExactly("1.50");
        LocalDate free = released.plusDays(11);
        assertThat(held("file", free)).isEmpty();
        assertThat(held("letter", free)).isEmpty();
        assertThat(released("file", "1", free)).contains(at.get(0));
        assertThat(released("file", "2", free)).contains(at.get(1));
        assertThat(released("file", "4", free)).contains(at.get(1));
        assertThat(released("file", "3", free)).contains(at.get(2));
        assertThat(released("letter", "1.50", free)).contains(at.get(3));
        assertThat(released("letter", "2", free)).isEmpty();
    }

    @Test
    void lastRelease_isWhatCounts_whateverTheKindOfHold() throws Exception {
        long person = place(new Scope.OfPerson("app", "child", List.of("1")));
        long record = place(new Scope.OfRecord("file", List.of("1")));
        long all = place(new Scope.OfClass("file"));
        for (long each : List.of(all, record)) {
            holds.release(each, "over");
        }
        Instant last = holds.release(person, "over").release().orElseThrow().at();

        assertThat(released("file", "1", today.plusDays(30))).contains(last);
        assertThat(released("file", "2", today.plusDays(30)))
                .hasValueSatisfying(at -> assertThat(at).isBefore(last));
    }

    @Test
    void everythingIsHeld_whereNobodyKnowsWhatAHoldCovers() throws Exception {
        long gone = place(new Scope.OfPerson("app", "nobody", List.of("1")));
        assertThat(held("file", today)).as("no such table").hasSize(4);
        assertThat(held("letter", today)).hasSize(2);
        holds.release(gone, "mistaken");
        assertThat(held("file", today.plusDays(30))).isEmpty();

        long unlike = place(new Scope.OfPerson("app", "child", List.of("1", "2")));
        assertThat(held("file", today.plusDays(30))).as("another key").hasSize(4);
        assertThat(held("letter", today.plusDays(30)))
                .as("of no class that has children")
                .isEmpty();
        holds.release(unlike, "mistaken");

        place(new Scope.OfCondition("file", List.of("district: north")));
        assertThat(held("file", today.plusDays(60))).as("no such fact").hasSize(4);
        assertThat(held("letter", today.plusDays(60))).isEmpty();
    }

    @Test
    void everythingIsHeld_whereAHoldIsNewerThanTheSql() throws Exception {
        Workload.Work before =
                night.workload().work("file").with(new HoldScopes(0, List.of(), List.of(), Set.of(), Set.of()));
        assertThat(count(before)).isZero();
        long id = place(new Scope.OfPerson("app", "child", List.of("1")));
        assertThat(count(before)).isEqualTo(4);
        assertThat(count(before.with(new HoldScopes(id, List.of(), List.of(), Set.of(), Set.of()))))
                .isZero();
    }

    @Test
    void holdsOfARecord_areNamed_whileTheyKeepIt() throws Exception {
        long record = place(new Scope.OfRecord("file", List.of("2")));
        long person = place(new Scope.OfPerson("app", "child", List.of("2")));
        long condition = place(new Scope.OfCondition("file", List.of("service: late")));
        long all = place(new Scope.OfClass("letter"));

        assertThat(covering("file", "2", today)).containsExactly(record, person, condition);
        assertThat(covering("file", "3", today)).containsExactly(condition);
        assertThat(covering("file", "1", today)).isEmpty();
        assertThat(covering("letter", "2", today)).containsExactly(all);
        holds.release(person, "over");
        assertThat(covering("file", "2", today.plusDays(5))).containsExactly(record, person, condition);
        assertThat(covering("file", "2", today.plusDays(30))).containsExactly(record, condition);
    }

    @Test
    void aHundredThousandHolds_costAPlanNoMoreThanOne() throws Exception {
        night.database().execute("""
                insert into app.file select n, '2001-01-01', 'x', null from generate_series(10, 100009) n;
                analyze app.file""");
        place(new Scope.OfRecord("file", List.of("10")));
        night.database().execute("analyze keepuntil.hold");
        long one = planned(1);
        long before = actEntries();
        holds.place(IntStream.range(0, 100_000)
                .mapToObj(n -> hold(new Scope.OfRecord("file", List.of(Integer.toString(n + 10)))))
                .toList());
        night.database().execute("analyze keepuntil.hold");
        long many = planned(100_000);
        assertThat(many).as("%d ms with one", one).isLessThan(20 * one + 10_000);
        assertThat(actEntries() - before).isEqualTo(100_000);
    }

    private long actEntries() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select sum(entries)::bigint from keepuntil.log_bundle where run is null", Long.class));
    }

    /** Milliseconds. */
    private long planned(long held) throws Exception {
        long began = System.nanoTime();
        Plan.ClassPlan plan = Planner.of(night.operator(), night.workload())
                .plan(today, title -> {})
                .classes()
                .get(0);
        assertThat(plan.statuses()).containsEntry(Status.HELD, held);
        return (System.nanoTime() - began) / 1_000_000;
    }

    private long count(Workload.Work work) {
        Sql query = Sql.concat(
                "select count(*) from app.file r where ", work.sql(today).held());
        Long count =
                jdbc.queryForObject(query.text(), Long.class, query.values().toArray());
        return count == null ? -1 : count;
    }

    private long place(Scope scope) {
        return holds.place(hold(scope)).id();
    }

    private static NewHold hold(Scope scope) {
        return new NewHold(
                scope, HoldKind.INQUIRY, "Board", Optional.empty(), "asked for", Optional.empty(), Optional.empty());
    }

    private List<String> held(String recordClass, LocalDate asOf) throws Exception {
        List<String> held = new ArrayList<>();
        Planner.of(night.operator(), night.workload())
                .list(
                        asOf,
                        List.of(recordClass),
                        Set.of(Status.HELD),
                        (name, listed) -> held.add(listed.key().toString()));
        return held;
    }

    private Optional<Instant> released(String recordClass, String key, LocalDate asOf) throws Exception {
        return Planner.of(night.operator(), night.workload())
                .find(asOf, recordClass, RecordKey.of(key))
                .orElseThrow()
                .standing()
                .released();
    }

    private List<Long> covering(String recordClass, String key, LocalDate asOf) throws Exception {
        return CoveringHolds.of(jdbc, night.workload().work(recordClass), RecordKey.of(key), asOf);
    }
}
