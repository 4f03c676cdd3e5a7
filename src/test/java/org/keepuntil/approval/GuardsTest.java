package org.keepuntil.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.app.NightApplication;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** How much may be due before a person has to look, on real runs. */
class GuardsTest {
    private static final LocalDate DAY = SampleNight.AS_OF;
    private static final String BINDING = """
            records:
              note: { table: note, open while: never, events: { writing: written_on }%s }
              memo: { table: memo, open while: never, events: { writing: written_on }, cap: { share: 50%%, records: 20 } }
            """;

    @TempDir
    Path folder;

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;

    @BeforeEach
    void makeDatabase() throws Exception {
        write("2");
        bind("");
        sample = SampleNight.of("""
                create table note (id integer primary key generated always as identity, written_on date not null);
                create table memo (id integer primary key generated always as identity, written_on date not null);""", folder, keys);
        jdbc = new JdbcTemplate(sample.superuser());
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private void write(String years) throws Exception {
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: notes
                title: Notes
                version: 1
                records:
                  note: { title: Notes, events: [writing] }
                  memo: { title: Memos, events: [writing] }
                rules:
                  - { id: notes, records: note, keep: %s years after writing, then: destroy }
                  - { id: memos, records: memo, keep: 2 years after writing, then: destroy }
                """.formatted(years));
    }

    private void bind(String cap) throws Exception {
        Files.writeString(folder.resolve("binding.yaml"), BINDING.formatted(cap));
    }

    /** Records of which so many are due. */
    private void add(String table, int due, int retained) {
        jdbc.update(
                "insert into " + table + " (written_on) select case when n <= ? then date '2020-01-01' else ? end"
                        + " from generate_series(1, ?) as n",
                due,
                DAY,
                due + retained);
    }

    private Optional<Refusal> check() throws Exception {
        Plan plan = Planner.of(sample.operator(), sample.workload()).plan(DAY, title -> {});
        return Guards.check(plan, sample.workload(), new JdbcTemplate(sample.operator()));
    }

    private void run() throws Exception {
        NightApplication.work(
                sample.operator(),
                sample.night(() -> false, new SampleNight.Listener()),
                () -> false,
                DAY,
                Optional.empty(),
                closed -> assertThat(closed.reconciliation().notReached()).isZero());
    }

    @Test
    void check_letsGo_whatIsNotOverTheDefaultCap() throws Exception {
        add("note", 10, 90);

        assertThat(check()).isEmpty();
    }

    @Test
    void check_refuses_whenOneRecordMoreThanTheShareIsDue() throws Exception {
        add("note", 11, 89);

        assertThat(check()).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.OVER_CAP);
            assertThat(refusal.message())
                    .isEqualTo(
                            "11 of the 100 records of note are due, and its cap lets a run dispose of 10 of them (10%,"
                                    + " and at most 10,000). No run has finished with records of this class before.");
            assertThat(refusal.next()).contains("approve that very plan");
        });
    }

    @Test
    void check_letsOneRecordGo_whenTheShareIsLessThanOne() throws Exception {
        add("note", 1, 2);

        assertThat(check()).isEmpty();
    }

    @Test
    void check_refuses_whenMoreThanTheNumberIsDue_andNamesEachClass() throws Exception {
        add("memo", 21, 79);
        add("note", 1, 0);
        bind(", cap: { share: 0% }");

        assertThat(check())
                .hasValueSatisfying(refusal -> assertThat(refusal.message())
                        .contains(
                                "21 of the 100 records of memo are due, and its cap lets a run dispose of 20 of them (50%, and at"
                                        + " most 20)",
                                "1 of the 1 records of note are due, and its cap lets a run dispose of 0 of them (0%, and at most"
                                        + " 10,000)"));
    }

    @Test
    void check_looksAtNoCap_whereTheBindingSaysNone() throws Exception {
        add("note", 11, 0);
        bind(", cap: none");

        assertThat(check()).isEmpty();
    }

    @Test
    void check_saysWhatChangedSinceTheLastRun() throws Exception {
        add("note", 3, 97);
        run();
        write("1");
        bind(", cap: { records: 5 }");
        add("note", 6, 994);

        assertThat(check())
                .hasValueSatisfying(refusal -> assertThat(refusal.message())
                        .isEqualTo(
                                "6 of the 1,097 records of note are due, and its cap lets a run dispose of 5 of them (10%, and at"
                                        + " most 5). When run 1, the last one, was planned as of 2026-11-22, 3 were due; since then the"
                                        + " schedule and the binding have changed."));
    }

    @Test
    void check_refusesAJump_whenTheScheduleIsTheSame() throws Exception {
        bind(", cap: none");
        add("note", 60, 10_000);
        run();
        add("note", 10, 0);
        run();
        add("note", 180, 0);
        assertThat(check()).isEmpty();
        add("note", 1, 0);

        assertThat(check()).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.JUMP);
            assertThat(refusal.message())
                    .isEqualTo(
                            "181 records of note are due all at once: in the last runs under this schedule it was 60 at"
                                    + " most. When run 2, the last one, was planned as of 2026-11-22, 10 were due; since then"
                                    + " neither schedule nor binding nor tables have changed.");
        });
        write("1");
        assertThat(check()).isEmpty();
    }

    @Test
    void check_refusesNoJump_whenItIsNotAHundredRecordsMore() throws Exception {
        bind(", cap: none");
        add("note", 2, 5_000);
        run();
        add("note", 102, 0);
        assertThat(check()).isEmpty();
        add("note", 1, 0);

        assertThat(check()).map(Refusal::kind).contains(Refusal.Kind.JUMP);
    }

    @Test
    void check_comparesWithTheLastTenRunsAlone() throws Exception {
        bind(", cap: none");
        add("note", 200, 5_000);
        run();
        for (int i = 0; i < 9; i++) {
            run();
        }
        add("note", 201, 0);
        assertThat(check()).isEmpty();
        jdbc.update("delete from note where written_on < ?", DAY);
        run();

        add("note", 201, 0);
        assertThat(check()).map(Refusal::kind).contains(Refusal.Kind.JUMP);
    }

    private Optional<Refusal> asOf(LocalDate day) throws Exception {
        return Guards.asOf(day, sample.workload(), new JdbcTemplate(sample.operator()));
    }

    @Test
    void asOf_refusesADayBeforeTheLastPlans() throws Exception {
        assertThat(asOf(LocalDate.EPOCH)).isEmpty();
        run();

        assertThat(asOf(DAY)).isEmpty();
        assertThat(asOf(DAY.plusDays(1))).isEmpty();
        assertThat(asOf(DAY.minusDays(1))).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BACKWARDS);
            assertThat(refusal.message())
                    .isEqualTo(
                            "The day 2026-11-21 is before 2026-11-22, as of which the last plan was made (run 1): a new one"
                                    + " does not go back.");
        });
        jdbc.update("update keepuntil.plan_class set class = class || ' of another schedule'");
        assertThat(asOf(DAY.minusDays(1))).isEmpty();
    }

    /** As if an approver had approved the schedule as it is now. */
    private void approved(String kind, String withdrawn) throws Exception {
        jdbc.execute("""
                begin; set local session_replication_role = replica;
                insert into keepuntil.approval (kind, run, plan_digest, schedule_digest, binding_digest, catalog_digest,
                    schedules, reason, approved_by, approved_at, expires_at, withdrawn_at, withdrawn_by, withdraw_reason)
                select '%s', case when '%1$s' <> 'standing' then 1 end, case when '%1$s' <> 'standing' then d end, d, d, d,
                    array[$s$%s$s$], 'r', 'head', timestamptz '2026-11-01 12:00+00' + (select count(*) from keepuntil.approval) * interval '1 day',
                    '2027-11-01', %s, %s, %s
                from repeat('0', 64) as d; commit""".formatted(
                        kind,
                        Files.readString(folder.resolve("schedule.yaml")),
                        withdrawn.isEmpty() ? "null" : "now()",
                        withdrawn.isEmpty() ? "null" : "'head'",
                        withdrawn.isEmpty() ? "null" : "'" + withdrawn + "'"));
    }

    private Optional<Refusal> shorter() throws Exception {
        return Guards.shorter(sample.workload(), new JdbcTemplate(sample.operator()));
    }

    @Test
    void shorter_namesTheRule_untilTheScheduleIsApprovedAsItIs() throws Exception {
        assertThat(shorter()).isEmpty();
        approved("standing", "");
        assertThat(shorter()).isEmpty();

        write("1");

        assertThat(shorter()).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.SHORTER);
            assertThat(refusal.message())
                    .isEqualTo(
                            "Records may go earlier by the schedule notes than when it was last approved, on 2026-11-01:"
                                    + " notes was \"2 years after writing, then destroy\" and is \"1 years after writing, then"
                                    + " destroy\".");
        });
        approved("plan", "taken back");
        approved("rejection", "");
        assertThat(shorter()).isPresent();
        approved("plan", "");
        assertThat(shorter()).isEmpty();
        write("3");
        assertThat(shorter()).isEmpty();
    }
}
