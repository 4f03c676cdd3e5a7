package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Status;
import org.keepuntil.docket.Lists;
import org.keepuntil.plan.Planner;
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
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private Night run(LocalDate asOf) throws Exception {
        listener = new SampleNight.Listener();
        Night night = sample.night(() -> false, listener);
        night.begin(asOf);
        night.plan();
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
        return Planner.of(sample.operator(), sample.workload())
                .find(asOf, recordClass, new RecordKey(List.of(Integer.toString(key))))
                .orElseThrow()
                .decision()
                .status();
    }

    @Test
    void whatWaitsForAPersonANoticeOrAStage_stays_andOnlyWhatIsDueGoes() throws Exception {
        Night night = run(FIRST);

        assertThat(left("referral")).containsExactly(11, 12, 14);
        assertThat(left("child")).containsExactly(1, 2, 4, 5);
        assertThat(left("letter")).containsExactly(21, 22, 23, 24);
        assertThat(left("enquiry")).containsExactly(31, 32);
        assertThat(left("image")).containsExactly(41, 42, 43);
        assertThat(night.reconciliation().done()).isEqualTo(3);
        assertThat(night.reconciliation().notReached())
                .as("12 is to be redacted, which this version does not do")
                .isEqualTo(1);
        assertThat(jdbc.queryForList(
                        "select reason from keepuntil.outcome where outcome = 'not reached'", String.class))
                .containsExactly("this version does not redact");
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
        assertThat(jdbc.queryForList("select key[1] from keepuntil.notice", String.class))
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
        assertThat(jdbc.queryForList("select key[1] from keepuntil.notice", String.class))
                .as("22 was listed on 22 December and 23 December alike, and its notice ran out too")
                .isEmpty();
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
        run(LocalDate.parse("2027-02-21"));
        assertThat(listener.listed()).contains(new Lists.Listed("enquiry", 2, 1, 0));
        assertThat(jdbc.queryForObject("select since::text from keepuntil.review where key = '{31}'", String.class))
                .isEqualTo("2026-11-22");

        jdbc.update("update enquiry set received_on = date '2026-01-01' where id = 31");
        run(LocalDate.parse("2027-02-22"));
        assertThat(listener.listed()).contains(new Lists.Listed("enquiry", 1, 0, 0));
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
                "insert into keepuntil.stage values ('referral', '{12}', 'referral-staged', 1, 'redacted', ?, null)",
                FIRST);
        // 25 on 5 May 2037
        assertThat(status("referral", 12, FIRST)).isEqualTo(Status.RETAINED);
        assertThat(status("referral", 12, LocalDate.parse("2037-05-04"))).isEqualTo(Status.RETAINED);
        assertThat(status("referral", 12, LocalDate.parse("2037-05-05"))).isEqualTo(Status.DUE);

        // the birth goes with what was redacted; the day was written down before
        jdbc.update(
                "insert into keepuntil.stage values ('referral', '{12}', 'referral-staged', 2, null, null, date '2037-05-05')");
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
