package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Roles;
import org.keepuntil.decide.ReviewDecision.Choice;
import org.keepuntil.decide.Status;
import org.keepuntil.docket.ReviewException;
import org.keepuntil.docket.Reviews;
import org.keepuntil.docket.Reviews.NewDecision;
import org.keepuntil.plan.Listed;
import org.keepuntil.plan.Planner;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person decides of records in review, and what nights make of it. */
class ReviewNightTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-22");
    private static final LocalDate NEXT = FIRST.plusDays(1);

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;
    private TestDatabase.Login approver;

    @BeforeEach
    void makeDatabase() throws Exception {
        String script;
        try (InputStream file = ReviewNightTest.class.getResourceAsStream("reviews/database.sql")) {
            script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        sample = SampleNight.of(
                script,
                Path.of(Objects.requireNonNull(ReviewNightTest.class.getResource("reviews"))
                        .toURI()),
                keys);
        jdbc = new JdbcTemplate(sample.superuser());
        approver = sample.database()
                .login(
                        "approver_of_" + sample.database().name(),
                        Roles.of(sample.database().name()).approver());
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private Night run(LocalDate asOf) throws Exception {
        return run(asOf, () -> {});
    }

    /** What somebody else does when the plan is frozen. */
    private interface Between {
        void act() throws Exception;
    }

    private Night run(LocalDate asOf, Between between) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(asOf);
        night.plan();
        between.act();
        night.dispose();
        night.list();
        night.seal();
        assertThat(night.stopped()).isEmpty();
        return night;
    }

    private void decide(String recordClass, int key, Choice choice) throws Exception {
        decide(new NewDecision(recordClass, key(key), choice, Optional.empty(), "a reason"));
    }

    private void keep(String recordClass, int key, String until) throws Exception {
        decide(new NewDecision(
                recordClass, key(key), Choice.KEEP, Optional.of(LocalDate.parse(until)), "the sibling's case runs"));
    }

    private void decide(NewDecision... decisions) throws Exception {
        var tokens = sample.tokens();
        int logged = reviews().decide(List.of(decisions), sample.workload(), FIRST, () -> tokens);
        assertThat(logged).isEqualTo(decisions.length);
    }

    private Reviews reviews() {
        return Reviews.of(approver.dataSource());
    }

    private static RecordKey key(int key) {
        return new RecordKey(List.of(Integer.toString(key)));
    }

    private Listed find(String recordClass, int key, LocalDate asOf) throws Exception {
        return Planner.of(sample.operator(), sample.workload())
                .find(asOf, recordClass, key(key))
                .orElseThrow();
    }

    private Status status(String recordClass, int key, LocalDate asOf) throws Exception {
        return find(recordClass, key, asOf).decision().status();
    }

    private List<Integer> left(String table) {
        return jdbc.queryForList("select id from " + table + " order by id", Integer.class);
    }

    private List<String> onList(String recordClass) {
        return jdbc.queryForList(
                "select key[1] || ' ' || rule || ' ' || stage || ' ' || why from keepuntil.review where class = ? order by 1",
                String.class,
                recordClass);
    }

    @Test
    void destroy_goesInTheNextRun_andTheLogSaysWhoDecidedWhatAndWhatWasDone() throws Exception {
        run(FIRST);
        assertThat(left("paper")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(onList("paper")).hasSize(6).contains("1 paper-two 1 rule");

        decide("paper", 1, Choice.DESTROY);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.DUE);
        Night night = run(NEXT);

        assertThat(left("paper")).containsExactly(2, 3, 4, 5, 6);
        assertThat(onList("paper")).hasSize(5);
        assertThat(jdbc.queryForList(
                        "select rule || ' ' || stage || ' ' || act || ' ' || due from keepuntil.plan_rule where run = ? and class = 'paper'"
                                + " order by act",
                        String.class,
                        night.run().id()))
                .containsExactly("paper-two 1 destroy 1", "paper-two 1 review 0");
        List<Entry> entries = new java.util.ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.superuser()))
                .readIndexed(night.run().id(), (index, entry) -> entries.add(entry));
        assertThat(entries)
                .filteredOn(Disposed.class::isInstance)
                .singleElement()
                .satisfies(entry -> assertThat(((Disposed) entry).act()).isEqualTo(Disposal.DESTROY));
        assertThat(jdbc.queryForMap("select key, key_ref, run, gone, decided_by, entry is not null as logged"
                        + " from keepuntil.review_decision"))
                .as("what was decided stays known, of a record that nobody can name any more")
                .containsEntry("key", null)
                .containsEntry("key_ref", sample.tokens().reference("paper", List.of("1")))
                .containsEntry("run", night.run().id())
                .containsEntry("gone", true)
                .containsEntry("decided_by", approver.user())
                .containsEntry("logged", true);
    }

    @Test
    void keepUntil_isRetainedUntilThatDay_andInReviewAgainOnIt() throws Exception {
        run(FIRST);
        keep("paper", 1, "2027-03-31");
        run(NEXT);
        assertThat(left("paper")).contains(1);
        assertThat(onList("paper")).hasSize(5);
        assertThat(status("paper", 1, LocalDate.parse("2027-03-30"))).isEqualTo(Status.RETAINED);
        assertThat(find("paper", 1, NEXT).decision().interval().latest().date()).isEqualTo("2027-03-31");
        assertThat(status("paper", 1, LocalDate.parse("2027-03-31"))).isEqualTo(Status.IN_REVIEW);
        run(LocalDate.parse("2027-03-31"));
        assertThat(jdbc.queryForObject("select since::text from keepuntil.review where key = '{1}'", String.class))
                .isEqualTo("2027-03-31");
        assertThat(left("paper")).contains(1);
    }

    @Test
    void preserve_isPermanent() throws Exception {
        run(FIRST);
        decide("paper", 1, Choice.PRESERVE);
        run(NEXT);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.PERMANENT);
        assertThat(status("paper", 1, LocalDate.parse("2099-01-01"))).isEqualTo(Status.PERMANENT);
        assertThat(onList("paper")).hasSize(5);
    }

    @Test
    void factThatChangesAfterTheDecision_voidsIt_andTheRecordIsInReviewAgain() throws Exception {
        run(FIRST);
        decide("paper", 1, Choice.DESTROY);
        jdbc.update("update paper set written_on = date '2024-11-19' where id = 1");
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.IN_REVIEW);
        run(NEXT);
        assertThat(left("paper")).contains(1);
        List<Integer> undecided = new java.util.ArrayList<>();
        reviews()
                .list(
                        List.of("paper"),
                        NEXT,
                        false,
                        each -> undecided.add(Integer.valueOf(each.key().toString())));
        assertThat(undecided).contains(1);
        assertThat(reviews().decisions("paper", key(1)).get(0).fate()).isEqualTo(Reviews.Fate.VOID);
    }

    @Test
    void scheduleThatChangesAfterTheDecision_voidsIt() throws Exception {
        run(FIRST);
        decide("paper", 1, Choice.DESTROY);
        jdbc.update("update keepuntil.review set state = 'of another schedule' where key = '{1}'");
        assertThat(reviews().find("paper", key(1), FIRST).orElseThrow().decided())
                .isEmpty();
    }

    @Test
    void decisionThatIsChangedBetweenPlanAndBatch_holds() throws Exception {
        run(FIRST);
        decide("paper", 1, Choice.DESTROY);
        decide("paper", 2, Choice.DESTROY);
        decide("paper", 3, Choice.DESTROY);
        Night night = run(NEXT, () -> {
            keep("paper", 1, "2027-03-31");
            decide("paper", 2, Choice.ANONYMISE);
        });
        assertThat(left("paper")).containsExactly(1, 2, 4, 5, 6);
        assertThat(jdbc.queryForList(
                        "select reason from keepuntil.outcome where run = ? order by n",
                        String.class,
                        night.run().id()))
                .containsExactly("now retained", "something else was decided in its review");
        assertThat(reviews().decisions("paper", key(1)))
                .extracting(Reviews.Decided::fate)
                .containsExactly(Reviews.Fate.IN_FORCE, Reviews.Fate.REPLACED);
    }

    @Test
    void anonymise_changesTheRecord_andWhatAppearsLaterIsDecidedTheSameWay() throws Exception {
        run(FIRST);
        decide("paper", 1, Choice.ANONYMISE);
        decide("paper", 2, Choice.ANONYMISE);
        run(NEXT);
        assertThat(jdbc.queryForList("select id from paper where author is null order by id", Integer.class))
                .containsExactly(1, 2);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.ANONYMISED);

        jdbc.update("update paper set author = 'a name' where id in (1, 2)");
        sample.night(() -> false, new SampleNight.Listener());
        remains(NEXT);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.IN_REVIEW);
        assertThat(onList("paper")).contains("1 paper-two 1 appeared");

        keep("paper", 2, "2027-03-31");
        decide("paper", 1, Choice.ANONYMISE);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.DUE);
        assertThat(status("paper", 2, NEXT)).isEqualTo(Status.RETAINED);
        run(NEXT);
        assertThat(jdbc.queryForList("select id from paper where author is null order by id", Integer.class))
                .containsExactly(1);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.ANONYMISED);

        jdbc.update("update paper set author = 'yet another name' where id = 2");
        remains(NEXT);
        assertThat(status("paper", 2, NEXT)).as("other data has appeared since").isEqualTo(Status.IN_REVIEW);
    }

    /** Two nights: the second lists what the first one found. */
    private void remains(LocalDate asOf) throws Exception {
        run(asOf);
        run(asOf);
    }

    @Test
    void whatAppearsAfterAnAnonymisationByTheRule_isDecidedToo() throws Exception {
        run(FIRST);
        run(FIRST);
        assertThat(status("memo", 31, FIRST)).isEqualTo(Status.ANONYMISED);
        jdbc.update("update memo set author = 'a name'");
        remains(FIRST);
        assertThat(onList("memo")).containsExactly("31 memo-one 1 appeared", "32 memo-one 1 appeared");
        assertThatThrownBy(() -> decide("memo", 31, Choice.GO_ON))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining("what has appeared was not to be there");
        decide("memo", 31, Choice.DESTROY);
        decide("memo", 32, Choice.ANONYMISE);
        run(NEXT);
        assertThat(left("memo")).containsExactly(32);
        assertThat(jdbc.queryForList("select author from memo", String.class)).containsOnlyNulls();
    }

    @Test
    void transfer_waitsForAcceptance() throws Exception {
        run(FIRST);
        decide("paper", 1, Choice.TRANSFER);
        assertThat(status("paper", 1, NEXT)).isEqualTo(Status.AWAITING_APPROVAL);
        run(NEXT);
        assertThat(left("paper")).contains(1);
    }

    @Test
    void reviewBeforeTheLastStage_isOnlyPassed_andNothingGoesBeforeItsDay() throws Exception {
        run(FIRST);
        assertThat(onList("report")).containsExactly("11 report-staged 1 rule", "12 report-staged 1 rule");
        assertThatThrownBy(() -> decide("report", 11, Choice.DESTROY))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining("rule report-staged still keeps it after this stage");
        decide("report", 11, Choice.GO_ON);
        decide("report", 12, Choice.GO_ON);
        run(NEXT);
        assertThat(left("report")).containsExactly(11);
        assertThat(status("report", 11, NEXT)).isEqualTo(Status.RETAINED);
        assertThat(status("report", 11, LocalDate.parse("2028-11-20"))).isEqualTo(Status.RETAINED);
        assertThat(status("report", 11, LocalDate.parse("2028-11-21"))).isEqualTo(Status.DUE);
        jdbc.update("update report set written_on = date '2025-11-19' where id = 11");
        assertThat(status("report", 11, NEXT)).isEqualTo(Status.IN_REVIEW);
    }

    @Test
    void estimatedDate_isDecidedLikeAReview_andItsNoticeRunsAfter() throws Exception {
        run(FIRST);
        assertThat(onList("letter")).containsExactly("21 letter-one 1 estimate", "22 letter-one 1 estimate");
        decide("letter", 21, Choice.GO_ON);
        assertThat(status("letter", 21, NEXT)).isEqualTo(Status.IN_NOTICE);
        run(NEXT);
        assertThat(left("letter")).containsExactly(21, 22);
        assertThat(jdbc.queryForList("select key[1] from keepuntil.notice", String.class))
                .containsExactly("21");
        run(LocalDate.parse("2026-12-23"));
        assertThat(left("letter")).containsExactly(21, 22);
        run(LocalDate.parse("2026-12-24"));
        assertThat(left("letter")).containsExactly(22);
    }

    @Test
    void whatCannotBe_isRefused_andNothingOfTheRestIsWrittenDown() throws Exception {
        run(FIRST);
        assertThatThrownBy(() -> decide(
                        new NewDecision("paper", key(1), Choice.DESTROY, Optional.empty(), "a reason"),
                        new NewDecision("paper", key(99), Choice.DESTROY, Optional.empty(), "a reason"),
                        new NewDecision("paper", key(1), Choice.PRESERVE, Optional.empty(), "a reason"),
                        new NewDecision("report", key(11), Choice.ANONYMISE, Optional.empty(), "a reason"),
                        new NewDecision("paper", key(2), Choice.KEEP, Optional.of(FIRST), "a reason"),
                        new NewDecision("paper", key(3), Choice.DESTROY, Optional.empty(), " "),
                        new NewDecision("letter", key(21), Choice.ANONYMISE, Optional.empty(), "a reason"),
                        new NewDecision("paper", key(4), Choice.GO_ON, Optional.empty(), "a reason")))
                .isInstanceOfSatisfying(
                        ReviewException.class,
                        e -> assertThat(e.problems().stream().map(p -> p.number() + " " + p.what()))
                                .satisfiesExactly(
                                        p -> assertThat(p).startsWith("2 paper 99 is not on the review list"),
                                        p -> assertThat(p).startsWith("3 of paper 1 something was decided further up"),
                                        p -> assertThat(p)
                                                .startsWith("4 report 11")
                                                .contains("still keeps it"),
                                        p -> assertThat(p)
                                                .startsWith("5 the day 2026-11-22")
                                                .contains("has come already"),
                                        p -> assertThat(p).startsWith("6 a decision has a reason"),
                                        p -> assertThat(p)
                                                .startsWith("7 letter 21")
                                                .contains("does not say what becomes"),
                                        p -> assertThat(p)
                                                .startsWith("8 paper 4")
                                                .contains("the last that rule")));
        assertThat(jdbc.queryForObject("select count(*) from keepuntil.review_decision", Long.class))
                .isZero();
    }
}
