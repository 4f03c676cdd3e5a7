package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Status;
import org.keepuntil.docket.Lists;
import org.keepuntil.plan.Listed;
import org.keepuntil.plan.Planner;
import org.keepuntil.report.Outlook;
import org.keepuntil.report.RunReports;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stands between eligible and due: stages, maxima, reviews, notices, estimates and references. */
class DocketNightTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-22");

    @TempDir
    Path keys;

    private SampleNight sample;
    private SampleNight.Listener listener = new SampleNight.Listener();
    private JdbcTemplate jdbc;

    @BeforeEach
    void makeDatabase() throws Exception {
        String script;
        try (InputStream file = DocketNightTest.class.getResourceAsStream("docket/database.sql")) {
            script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path schedule = Path.of(Objects.requireNonNull(DocketNightTest.class.getResource("docket"))
                .toURI());
        sample = SampleNight.of(script, schedule, keys);
        jdbc = new JdbcTemplate(sample.superuser());
        // some tests write down what a run would have
        jdbc.execute("alter table keepuntil.stage disable trigger user");
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private Night run(LocalDate asOf) throws Exception {
        return run(asOf, "select 1");
    }

    /**
     * @param between what somebody else does when the plan is frozen
     */
    private Night run(LocalDate asOf, String between) throws Exception {
        listener = new SampleNight.Listener();
        Night night = sample.night(() -> false, listener);
        night.begin(asOf);
        night.plan();
        jdbc.execute(between);
        night.dispose();
        night.list();
        night.seal();
        assertThat(night.stopped()).isEmpty();
        return night;
    }

    private List<Integer> left(String table) {
        return jdbc.queryForList("select id from " + table + " order by id", Integer.class);
    }

    private Status status(String recordClass, int key, LocalDate asOf) throws Exception {
        return find(recordClass, key, asOf).decision().status();
    }

    private Listed find(String recordClass, int key, LocalDate asOf) throws Exception {
        return Planner.of(sample.operator(), sample.workload())
                .find(asOf, recordClass, new RecordKey(List.of(Integer.toString(key))))
                .orElseThrow();
    }

    @Test
    void whatWaitsForAPersonANoticeOrAStage_stays_andOnlyWhatIsDueGoes() throws Exception {
        Night night = run(FIRST);

        assertThat(left("referral")).containsExactly(11, 12, 14);
        assertThat(left("child")).containsExactly(1, 2, 4, 5);
        assertThat(left("letter")).containsExactly(21, 22, 23, 24);
        assertThat(left("enquiry")).containsExactly(31, 32);
        assertThat(left("image")).containsExactly(41, 42, 43);
        assertThat(night.reconciliation().done()).isEqualTo(5);
        assertThat(night.reconciliation().notReached()).isZero();
        assertThat(left("note")).isEmpty();
        assertThat(jdbc.queryForList("select id from referral where summary is null", Integer.class))
                .containsExactly(12);
    }

    @Test
    void statuses_areThoseOfTheManual() throws Exception {
        Map<Integer, Status> expected = Map.ofEntries(
                Map.entry(11, Status.RETAINED),
                Map.entry(12, Status.DUE),
                Map.entry(13, Status.DUE),
                Map.entry(14, Status.OPEN),
                Map.entry(21, Status.IN_NOTICE),
                Map.entry(22, Status.RETAINED),
                Map.entry(23, Status.IN_REVIEW),
                Map.entry(24, Status.RETAINED),
                Map.entry(31, Status.IN_REVIEW),
                Map.entry(32, Status.RETAINED),
                Map.entry(41, Status.RETAINED),
                Map.entry(42, Status.CONFLICT),
                Map.entry(43, Status.IN_REVIEW),
                Map.entry(44, Status.DUE));
        List<String> classes = List.of("referral", "letter", "enquiry", "image");
        for (Map.Entry<Integer, Status> each : expected.entrySet()) {
            assertThat(status(classes.get(each.getKey() / 10 - 1), each.getKey(), FIRST))
                    .as("record %s", each.getKey())
                    .isEqualTo(each.getValue());
        }
        Map<Status, Long> letters = new EnumMap<>(Status.class);
        Planner.of(sample.operator(), sample.workload()).plan(FIRST, title -> {}).classes().stream()
                .filter(c -> c.name().equals("letter"))
                .forEach(c -> letters.putAll(c.statuses()));
        letters.values().removeIf(count -> count == 0);
        assertThat(letters)
                .as("the plan counts also those of which the decider has to tell")
                .isEqualTo(Map.of(Status.IN_NOTICE, 1L, Status.IN_REVIEW, 1L, Status.RETAINED, 2L));
    }

    @Test
    void notice_runsFromTheDayOfTheList_andIsVoidWhenAFactChanges() throws Exception {
        run(FIRST);
        assertThat(jdbc.queryForList("select key[1] from keepuntil.notice where class = 'letter'", String.class))
                .containsExactly("21");

        // listed on 22 November: thirty days are over on 23 December
        run(LocalDate.parse("2026-12-22"));
        assertThat(left("letter")).contains(21);
        assertThat(status("letter", 21, LocalDate.parse("2026-12-23"))).isEqualTo(Status.DUE);

        jdbc.update("update letter set service = 'other' where id = 21");
        run(LocalDate.parse("2026-12-23"));
        assertThat(left("letter")).contains(21);
        assertThat(jdbc.queryForObject("select since::text from keepuntil.notice where key = '{21}'", String.class))
                .isEqualTo("2026-12-23");

        run(LocalDate.parse("2027-01-23"));
        assertThat(left("letter")).doesNotContain(21);
        assertThat(jdbc.queryForList("select key[1] from keepuntil.notice where class = 'letter'", String.class))
                .as("22 was listed on 22 December and 23 December alike, and its notice ran out too")
                .isEmpty();
    }

    @Test
    void notice_thatARunOfAnEarlierDayListsToday_runsFromToday() throws Exception {
        jdbc.update("insert into letter values (25, date '2024-01-01', 'normal')");
        // as somebody may say, or as a run that was left would
        run(LocalDate.parse("2026-06-01"));
        assertThat(jdbc.queryForObject("select since::text from keepuntil.notice where key = '{25}'", String.class))
                .isEqualTo("2026-11-22");

        run(FIRST);
        assertThat(left("letter")).contains(25);
        assertThat(status("letter", 25, LocalDate.parse("2026-12-22"))).isEqualTo(Status.IN_NOTICE);
        assertThat(status("letter", 25, LocalDate.parse("2026-12-23"))).isEqualTo(Status.DUE);
    }

    @Test
    void reference_thatARunOfAnEarlierDayFindsGone_wentToday() throws Exception {
        run(FIRST);
        jdbc.update("delete from referral");

        run(LocalDate.parse("2026-11-01"));
        assertThat(left("child")).as("as of that day it may have been there").contains(1, 2);
        assertThat(jdbc.queryForList("select distinct gone_on::text from keepuntil.reference", String.class))
                .containsExactly("2026-11-22");

        run(FIRST);
        assertThat(left("child")).doesNotContain(1, 2);
    }

    @Test
    void referenceThatIsBackBeforeTheBatch_keepsTheRow_andTheDayIsWrittenAnew() throws Exception {
        run(FIRST);
        jdbc.update("delete from referral where child_id = 1");
        Night night = run(LocalDate.parse("2026-11-25"), "insert into referral values (15, 1, '2026-11-25', null)");
        assertThat(left("child")).contains(1);
        assertThat(outcome(night, "child")).isEqualTo("referred to, from public.referral");

        run(LocalDate.parse("2026-11-26"));
        assertThat(jdbc.queryForList(
                        "select key[1] from keepuntil.reference where gone_on is null order by 1", String.class))
                .contains("1");
        jdbc.update("delete from referral where child_id = 1");
        assertThat(status("child", 1, LocalDate.parse("2026-11-26"))).isEqualTo(Status.RETAINED);
        run(LocalDate.parse("2026-11-27"));
        assertThat(left("child")).doesNotContain(1);
    }

    @Test
    void changeBetweenPlanAndBatch_keepsTheRecord_whoseNoticeItVoids() throws Exception {
        run(FIRST);
        Night night = run(
                LocalDate.parse("2026-12-23"), "update letter set written_on = date '2025-11-19' where id in (21, 22)");
        assertThat(left("letter")).contains(21);
        assertThat(outcome(night, "letter")).isEqualTo("no longer due, now in notice");
    }

    @Test
    void changeBetweenPlanAndBatch_keepsTheRecord_thatRestsOnAnEstimateNow() throws Exception {
        Night night = run(FIRST, "update child set guessed = true where id = 2");
        assertThat(left("image")).contains(44);
        assertThat(outcome(night, "image")).isEqualTo("no longer due, now in review");
    }

    @Test
    void changeBetweenPlanAndBatch_keepsTheRecord_whichAnotherRuleWouldDestroyNow() throws Exception {
        Night night = run(FIRST, "update child set born = date '2002-01-01' where id = 2");
        assertThat(left("image")).contains(44);
        assertThat(outcome(night, "image")).isEqualTo("no longer due, another rule governs now");
    }

    @Test
    void changeBetweenPlanAndBatch_keepsTheRecord_whoseNextStageIsAnother() throws Exception {
        Night night = run(FIRST, "update child set born = date '2001-11-22' where id = 1");
        assertThat(left("referral")).contains(12);
        assertThat(outcome(night, "referral")).isEqualTo("no longer due, another stage of its rule is next now");
    }

    private String outcome(Night night, String recordClass) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select concat_ws(', ', outcome, reason) from keepuntil.outcome where run = ? and class = ?",
                String.class,
                night.run().id(),
                recordClass));
    }

    @Test
    void recordWhoseRuleIsAMatterOfDates_goesFromListToList() throws Exception {
        run(FIRST);
        assertThat(memo()).containsExactly("notice memo-written 2026-11-22");
        jdbc.update("update memo set read_on = date '2025-11-05'");
        run(LocalDate.parse("2026-12-01"));
        assertThat(memo()).containsExactly("notice memo-read 2026-12-01");
        jdbc.update("update memo set filed_on = date '2025-11-10'");
        run(LocalDate.parse("2026-12-02"));
        assertThat(memo()).containsExactly("review memo-filed 2026-12-02");
        jdbc.update("update memo set filed_on = date '2025-09-01'");
        run(LocalDate.parse("2026-12-03"));
        assertThat(memo()).containsExactly("notice memo-read 2026-12-03");
        jdbc.update("update memo set filed_on = date '2026-09-01'");
        run(LocalDate.parse("2026-12-04"));
        assertThat(memo()).isEmpty();
    }

    private List<String> memo() {
        return jdbc.queryForList("""
                select 'notice ' || rule || ' ' || since from keepuntil.notice where class = 'memo' union all
                select 'review ' || rule || ' ' || since from keepuntil.review where class = 'memo'""", String.class);
    }

    @Test
    void whatWasRecordedOfARecord_goesWithIt_inTheSameBatch() throws Exception {
        run(FIRST);
        jdbc.update(
                "insert into keepuntil.stage values ('letter', '{21}', 'letter-one', 1, 'old', null, null, '2020-01-01')");
        jdbc.update("insert into keepuntil.review values ('letter', '{21}', 'letter-urgent', '2026-01-01')");
        jdbc.update("insert into keepuntil.flag values ('letter', '{21}', 'a mark', '2026-01-01')");
        Night night = sample.night(() -> false, listener);
        night.begin(LocalDate.parse("2026-12-23"));
        night.plan();
        night.dispose();

        assertThat(left("letter")).doesNotContain(21);
        assertThat(jdbc.queryForList("""
                select key from keepuntil.notice union all select key from keepuntil.stage union all
                select key from keepuntil.review union all select key from keepuntil.flag
                """, String.class)).doesNotContain("{21}");
    }

    @Test
    void hold_takesNothingOffTheLists_andStartsNothingAfresh() throws Exception {
        run(FIRST);
        jdbc.execute("begin; set local session_replication_role = replica;"
                + " insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at)"
                + " values ('letter', '{21}', 'police', 'a test', 'a test', 'a test', now()),"
                + " ('enquiry', '{31}', 'police', 'a test', 'a test', 'a test', now()); commit");
        run(LocalDate.parse("2026-12-23"));
        assertThat(left("letter")).contains(21);
        assertThat(jdbc.queryForList(
                        "select since::text from keepuntil.notice where key = '{21}' union all"
                                + " select since::text from keepuntil.review where key = '{31}'",
                        String.class))
                .containsExactly("2026-11-22", "2026-11-22");

        jdbc.execute("begin; set local session_replication_role = replica; delete from keepuntil.hold; commit");
        run(LocalDate.parse("2026-12-23"));
        assertThat(left("letter")).doesNotContain(21);
    }

    @Test
    void secondNightAsOfTheSameDay_changesNothing() throws Exception {
        run(FIRST);
        run(FIRST);
        List<String> before = docket();
        assertThat(before).hasSizeGreaterThan(5);

        Night night = run(FIRST);
        assertThat(night.reconciliation().done()).isZero();
        assertThat(docket()).isEqualTo(before);
    }

    /** With the transaction that wrote each row. */
    private List<String> docket() {
        return jdbc.queryForList("""
                select 'review ' || xmin || v::text from keepuntil.review v union all
                select 'notice ' || xmin || v::text from keepuntil.notice v union all
                select 'reference ' || xmin || v::text from keepuntil.reference v union all
                select 'stage ' || xmin || v::text from keepuntil.stage v order by 1""", String.class);
    }

    @Test
    void whatWasRecordedOfAStage_isVoid_whenTheScheduleAsksSomethingElseByThatNumber() throws Exception {
        jdbc.update("insert into keepuntil.stage values ('referral', '{12}', 'referral-staged', 1,"
                + " '3 years after closure: review', 'reviewed', '2026-01-01', null)");
        jdbc.update("insert into keepuntil.stage values ('referral', '{14}', 'referral-staged', 2,"
                + " 'until age 18 of the child: destroy', null, null, '2018-05-05')");
        jdbc.update("update referral set child_id = null, closed_on = date '2016-01-01' where id = 14");

        assertThat(next(12)).as("it is still to be redacted").isEqualTo("referral-staged, stage 1");
        assertThat(next(14)).as("nobody knows the day of the second any more").isEqualTo("referral-staged, stage 1");

        jdbc.update("update keepuntil.stage set asked = '3 years after closure: redact' where stage = 1");
        jdbc.update("update keepuntil.stage set asked = 'until age 25 of the child: destroy' where stage = 2");
        assertThat(next(12)).isEqualTo("referral-staged, stage 2");
        assertThat(next(14)).as("both are over").isEqualTo("referral-six, stage 1");
    }

    private String next(int referral) throws Exception {
        Act act = find("referral", referral, FIRST).decision().act().orElseThrow();
        return act.rule().id() + ", stage " + act.stage();
    }

    @Test
    void review_keepsItsDayAndIsReportedWhenNobodyDecides() throws Exception {
        run(FIRST);
        assertThat(listener.listed())
                .contains(
                        new Lists.Listed("enquiry", 1, 0, 0),
                        new Lists.Listed("letter", 1, 0, 1),
                        new Lists.Listed("image", 1, 0, 0));

        run(LocalDate.parse("2027-02-20"));
        assertThat(listener.listed()).contains(new Lists.Listed("enquiry", 2, 0, 0));
        Night late = run(LocalDate.parse("2027-02-21"));
        assertThat(listener.listed()).contains(new Lists.Listed("enquiry", 2, 1, 0));
        assertThat(page(late))
                .contains("2 records are on the review list, 1 of them overdue: undecided after 90 days")
                .contains("1 year after written");
        assertThat(jdbc.queryForObject("select since::text from keepuntil.review where key = '{31}'", String.class))
                .isEqualTo("2026-11-22");

        jdbc.update("update enquiry set received_on = date '2026-01-01' where id = 31");
        run(LocalDate.parse("2027-02-22"));
        assertThat(listener.listed()).contains(new Lists.Listed("enquiry", 1, 0, 0));
        assertThat(page(late)).as("the list is no longer that of the run").doesNotContain("on the review list");
    }

    private String page(Night night) throws Exception {
        TokenKey tokens = sample.tokens();
        RunReports reports = RunReports.of(sample.operator(), "1", code -> "", () -> tokens);
        return Files.readString(reports.write(night.run(), new Outlook.LeftOut(), keys.resolve("report"))
                .html());
    }

    @Test
    void rowToWhichNothingRefersAnyMore_goesFromTheDayOnWhichThatWasSeen() throws Exception {
        run(FIRST);
        assertThat(jdbc.queryForList("select key[1] from keepuntil.reference order by 1", String.class))
                .as("3 never had a reference")
                .containsExactly("1", "2");
        assertThat(status("child", 2, FIRST)).isEqualTo(Status.RETAINED);

        jdbc.update("delete from referral where id in (12, 14)");
        run(LocalDate.parse("2026-11-25"));

        assertThat(left("child")).containsExactly(1, 4, 5);
        assertThat(jdbc.queryForList("select key[1] from keepuntil.reference", String.class))
                .contains("1");

        jdbc.update("delete from referral");
        run(LocalDate.parse("2026-11-26"));
        assertThat(left("child")).containsExactly(4, 5);
    }

    @Test
    void secondStage_actsWhenTheFirstIsDone_onTheDayThatWasPinned() throws Exception {
        jdbc.update(
                "insert into keepuntil.stage values ('referral', '{12}', 'referral-staged', 1, '3 years after closure: redact', 'redacted', ?, null)",
                FIRST);
        // 25 on 5 May 2037
        assertThat(status("referral", 12, FIRST)).isEqualTo(Status.RETAINED);
        assertThat(status("referral", 12, LocalDate.parse("2037-05-04"))).isEqualTo(Status.RETAINED);
        assertThat(status("referral", 12, LocalDate.parse("2037-05-05"))).isEqualTo(Status.DUE);

        // the birth goes with what was redacted; the day was written down before
        jdbc.update(
                "insert into keepuntil.stage values ('referral', '{12}', 'referral-staged', 2, 'until age 25 of the child: destroy', null, null, date '2037-05-05')");
        jdbc.update("update referral set child_id = null where id = 12");
        assertThat(status("referral", 12, LocalDate.parse("2037-05-04"))).isEqualTo(Status.RETAINED);
        assertThat(status("referral", 12, LocalDate.parse("2037-05-05"))).isEqualTo(Status.DUE);
        run(LocalDate.parse("2037-05-05"));
        assertThat(left("referral")).doesNotContain(12);
        assertThat(jdbc.queryForObject("select count(*) from keepuntil.stage", Long.class))
                .as("nothing is remembered of a record that is gone")
                .isZero();
    }
}
