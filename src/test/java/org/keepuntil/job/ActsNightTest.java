package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Listed;
import org.keepuntil.plan.Planner;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Acts that leave the record: what goes, what stays, and what is remembered. */
class ActsNightTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-22");

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;

    @BeforeEach
    void makeDatabase() throws Exception {
        String script;
        try (InputStream file = ActsNightTest.class.getResourceAsStream("acts/database.sql")) {
            script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path schedule = Path.of(
                Objects.requireNonNull(ActsNightTest.class.getResource("acts")).toURI());
        sample = SampleNight.of(script, schedule, keys);
        jdbc = new JdbcTemplate(sample.superuser());
    }

    @AfterEach
    void dropDatabase() {
        sample.close();
    }

    private Night run(LocalDate asOf) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(asOf);
        night.plan();
        night.dispose();
        night.list();
        night.seal();
        assertThat(night.stopped()).isEmpty();
        return night;
    }

    private List<String> rows(String query) {
        return jdbc.query(query, (row, n) -> {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                cells.add(row.getString(i));
            }
            return String.join(" ", cells.stream().map(String::valueOf).toList());
        });
    }

    private Listed find(String recordClass, String key, LocalDate asOf) throws Exception {
        return Planner.of(sample.operator(), sample.workload())
                .find(asOf, recordClass, RecordKey.of(key))
                .orElseThrow();
    }

    private List<Altered> altered(Night night) {
        List<Entry> entries = new ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.superuser()))
                .readIndexed(night.run().id(), (index, entry) -> entries.add(entry));
        return entries.stream()
                .filter(Altered.class::isInstance)
                .map(Altered.class::cast)
                .toList();
    }

    @Test
    void redact_takesWhatTheBindingNames_andNothingElse() throws Exception {
        Night night = run(FIRST);

        assertThat(
                        rows(
                                "select id, born, opened_on, closed_on, summary, worker, urgent, visits, guardian, label from referral order by id"))
                .containsExactly(
                        "1 null 2015-03-01 2018-05-05 null  f 0 null R0",
                        "2 2005-05-05 2015-03-01 2025-05-05 Kept Ben t 4 Father R4Kept",
                        "3 null 2015-03-01 2018-05-05 No birth Cid t 5 null R5No birth",
                        "4 2006-06-06 2015-03-01 null Open Dot t 6 Aunt R6Open");
        assertThat(rows("select * from contact order by id"))
                .containsExactly("11 1 2016-01-01 null ", "21 2 2016-01-01 phone stays", "31 3 2016-01-01 null stays");
        assertThat(rows("select id from assessment order by id")).containsExactly("201", "301");
        assertThat(rows("select * from answer")).containsExactly("201 1 stays");
        assertThat(rows("select * from invoice order by id")).containsExactly("1001 null 10", "1002 201 20");
        assertThat(rows("select reason from keepuntil.outcome where class = 'referral' and outcome = 'not reached'"))
                .containsExactly(
                        "the date of its stage 2 is not known yet, and the act changes what it is worked out from");
        assertThat(altered(night).stream().filter(a -> a.recordClass().equals("referral")))
                .containsExactly(new Altered(
                        night.run().id(),
                        "referral",
                        sample.tokens().reference("referral", List.of("1")),
                        Docket.Deed.REDACTED,
                        "referral-staged",
                        FIRST,
                        Map.of("public.referral", 1L, "public.contact", 1L),
                        Map.of("public.assessment", 2L, "public.answer", 2L),
                        Map.of("public.invoice", 1L)));
    }

    @Test
    void redactedRecord_goesOnThePinnedDay_notBefore() throws Exception {
        run(FIRST);
        assertThat(
                        rows(
                                "select rule, stage, deed, done_on, pinned_on from keepuntil.stage where class = 'referral' order by stage"))
                .containsExactly(
                        "referral-staged 1 redacted 2026-11-22 null", "referral-staged 2 null null 2029-03-01");
        assertThat(rows("select distinct pinned_on from keepuntil.stage where class = 'survey'"))
                .as("nothing waits for the day on which the survey was due, and it would tell the day that went")
                .containsExactly("null");
        assertThat(find("referral", "1", FIRST).decision().status()).isEqualTo(Status.RETAINED);
        assertThat(find("referral", "1", FIRST).decision().interval().latest().date())
                .isEqualTo("2029-03-01");

        run(LocalDate.parse("2029-02-28"));
        assertThat(rows("select id from referral order by id")).contains("1");
        run(LocalDate.parse("2029-03-01"));
        assertThat(rows("select id from referral order by id"))
                .doesNotContain("1")
                .contains("3", "4");
        assertThat(rows("select key[1] from keepuntil.stage where class = 'referral'"))
                .doesNotContain("1");
    }

    @Test
    void secondRun_changesNothing() throws Exception {
        run(FIRST);
        String before = everything();
        Night second = run(FIRST.plusDays(1));
        assertThat(everything()).isEqualTo(before);
        assertThat(altered(second)).isEmpty();
    }

    private String everything() {
        return String.join("\n", rows("""
                select (select string_agg(r::text, ',' order by id) from referral r),
                    (select string_agg(r::text, ',' order by id) from contact r),
                    (select string_agg(r::text, ',' order by id) from survey r),
                    (select string_agg(r::text, ',' order by r) from "Case Files"."File" r),
                    (select string_agg(r::text, ',' order by r) from "Case Files".line r)"""));
    }

    @Test
    void anonymise_changesEveryColumnAsItsClassSays_andKeepsTheKeysTogether() throws Exception {
        Night night = run(FIRST);

        assertThat(rows("""
                select "Opened" at time zone 'UTC', "Name", "Postcode", "Age", kind from "Case Files"."File" order by "Age\""""))
                .containsExactly(
                        "2018-01-01 00:00:00  null -10 x",
                        "2026-06-15 12:00:00 Xia SS2 3CD 12 x",
                        "2019-01-01 00:00:00  SS1 40 x");
        assertThat(rows("select no, said, weight, tableoid::regclass from \"Case Files\".line order by no, weight"))
                .containsExactly(
                        "1 stays 1.50 \"Case Files\".line_low",
                        "1 null 10.00 \"Case Files\".line_low",
                        "1 null null \"Case Files\".line_low",
                        "11 null 95.00 \"Case Files\".line_high");
        List<String> refs = rows("select \"Ref No\" from \"Case Files\".\"File\" where \"Age\" <> 12");
        assertThat(refs).hasSize(2).doesNotHaveDuplicates().allMatch(ref -> ref.matches("[A-Za-z0-9_-]{22}"));
        assertThat(rows("select count(distinct \"Ref No\") from \"Case Files\".line where said is null"))
                .containsExactly("2");
        assertThat(rows("select distinct \"House\" from \"Case Files\".\"File\" where \"House\" is not null"))
                .as("the same value has the same token")
                .hasSize(1)
                .doesNotContain("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        assertThat(rows("select * from \"Case Files\".photo")).containsExactly("2 A/3 xia.jpg");
        assertThat(altered(night).stream()
                        .filter(a -> a.recordClass().equals("file"))
                        .map(Altered::deed))
                .containsExactly(Docket.Deed.PSEUDONYMISED, Docket.Deed.PSEUDONYMISED);
        assertThat(rows("select key[1] from keepuntil.stage where class = 'file' and deed = 'pseudonymised'"))
                .as("under the new key")
                .containsExactlyInAnyOrderElementsOf(refs);

        run(LocalDate.parse("2029-12-31"));
        assertThat(rows("select count(*) from \"Case Files\".\"File\"")).containsExactly("2");
        run(LocalDate.parse("2030-01-01"));
        assertThat(rows("select \"Age\" from \"Case Files\".\"File\""))
                .as("the one that was opened in 2026, anonymised by now")
                .containsExactly("10");
    }

    @Test
    void anonymised_noGroupIsSmallerThanTheTestSays() throws Exception {
        run(FIRST);

        assertThat(
                        rows(
                                "select district, age, count(*), min(taken_on), count(comment) from survey where id < 99 group by 1, 2 order by 1"))
                .as("two of the south were too few, and too few again without a district: the east joined them")
                .containsExactly("north 30 6 2020-01-01 0", "null null 6 2020-01-01 0");
        assertThat(rows("select * from survey where id = 99"))
                .containsExactly("99 2026-11-20 west 5 too young to go paper");
        assertThat(rows("select k, records, smallest_before, smallest_after, suppressed from keepuntil.anonymity"))
                .containsExactly("3 12 2 6 6");
        assertThat(find("survey", "1", FIRST).decision().status()).isEqualTo(Status.ANONYMISED);

        run(FIRST.plusDays(1));
        assertThat(rows("select smallest_before, smallest_after, suppressed from keepuntil.anonymity order by run"))
                .containsExactly("2 6 6", "6 6 0");
    }

    @Test
    void statistics_areCountedWithWhatGoes() throws Exception {
        run(FIRST);

        assertThat(rows("select count(*) from visit")).containsExactly("0");
        assertThat(rows("select rule, names, value, records from keepuntil.statistic order by value"))
                .containsExactly(
                        "visit-counted {service,outcome,\"year of made\"} {early,good,2015} 6",
                        "visit-counted {service,outcome,\"year of made\"} {early,NULL,2015} 3",
                        "visit-counted {service,outcome,\"year of made\"} {late,good,2016} 2",
                        "visit-counted {service,outcome,\"year of made\"} {late,NULL,2016} 1");
    }

    @Test
    void factOfManyValues_isNotCountedByItsValues() throws Exception {
        jdbc.execute(
                "insert into visit select n, date '2015-01-01', 'Mr ' || n, 'good', null from generate_series(100, 160) n");
        run(FIRST);

        assertThat(rows("select distinct value[1] from keepuntil.statistic")).containsExactly("(one of many)");
    }

    @Test
    void flagColumn_followsTheMarks() throws Exception {
        jdbc.update("update referral set needs_review = true where id = 4");
        run(FIRST);
        assertThat(rows("select id, needs_review from referral order by id"))
                .containsExactly("1 t", "2 t", "3 t", "4 f");
        jdbc.update("update referral set closed_on = date '2026-11-01' where id = 2");
        run(FIRST.plusDays(1));
        assertThat(rows("select id from referral where needs_review order by id"))
                .containsExactly("1", "3");
    }

    @Test
    void newDataInAnAnonymisedRecord_goesToReview_untilItIsTakenOut() throws Exception {
        run(FIRST);
        assertThat(
                        rows(
                                "select count(*), count(*) filter (where appeared) from keepuntil.remains where class = 'survey'"))
                .containsExactly("12 0");
        jdbc.update("update survey set comment = 'it was Ann' where id = 3");
        jdbc.update(
                "insert into \"Case Files\".photo select 9, \"Ref No\", 'new.jpg' from \"Case Files\".\"File\" where \"Age\" = 40");

        run(FIRST.plusDays(1));
        assertThat(find("survey", "3", FIRST.plusDays(1)).decision().status()).isEqualTo(Status.IN_REVIEW);
        assertThat(find("survey", "4", FIRST.plusDays(1)).decision().status()).isEqualTo(Status.ANONYMISED);
        assertThat(
                        rows(
                                "select class, rule, key = any(select key from keepuntil.stage where appeared_on is not null) from keepuntil.review order by 1"))
                .containsExactly("file file-staged t", "survey survey-once t");
        assertThat(rows("select class, table_name from keepuntil.remains where appeared order by 1"))
                .containsExactly("file Case Files.photo", "survey public.survey");

        jdbc.update("update survey set comment = null where id = 3");
        jdbc.update("delete from \"Case Files\".photo where id = 9");
        run(FIRST.plusDays(2));
        assertThat(find("survey", "3", FIRST.plusDays(2)).decision().status()).isEqualTo(Status.ANONYMISED);
        assertThat(rows("select count(*) from keepuntil.review")).containsExactly("0");
    }

    @Test
    void stages_areWrittenByARunAlone_andNoPinComesForward() throws Exception {
        run(FIRST);
        JdbcTemplate operator = new JdbcTemplate(sample.operator());
        assertThatThrownBy(() -> operator.update("update keepuntil.stage set asked = 'else' where stage = 1"))
                .rootCause()
                .hasMessageContaining("no run is under way");
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(FIRST);
        assertThatThrownBy(() -> operator.update("update keepuntil.stage set pinned_on = '2020-01-01' where stage = 2"))
                .rootCause()
                .hasMessageContaining("a pinned day is not brought forward");
        assertThatThrownBy(
                        () -> operator.update(
                                "insert into keepuntil.stage values ('referral', '{2}', 'r', 1, 'x', 'redacted', '2020-01-01', null)"))
                .rootCause()
                .hasMessageContaining("no run is under way that could write down 2020-01-01");
        night.close(org.keepuntil.control.RunState.FAILED);
    }

    @Test
    void triggerThatChangesAnotherTable_stopsTheClass_andNothingOfItIsChanged() throws Exception {
        jdbc.execute("""
                create function meddle() returns trigger language plpgsql as $$
                begin update contact set notes = 'meddled' where referral_id = 2; return null; end $$;
                alter function meddle() security definer;
                create trigger meddle after update of summary on referral for each row execute function meddle()""");
        String before = String.join("", rows("select string_agg(r::text, ',' order by id) from referral r"));
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(FIRST);
        night.plan();
        night.dispose();

        assertThat(night.stopped().keySet()).containsExactly("referral");
        assertThat(rows("select string_agg(r::text, ',' order by id) from referral r"))
                .containsExactly(before);
        assertThat(rows("select count(*) from keepuntil.stage where class = 'referral'"))
                .containsExactly("0");
    }

    @Test
    void whatIsRecordedOfOtherRecords_isNotReadForOne() throws Exception {
        run(FIRST);
        jdbc.execute("""
                alter table keepuntil.stage disable trigger user;
                insert into keepuntil.stage
                select class, array['other' || n], rule, stage, asked, deed, done_on, pinned_on
                from keepuntil.stage cross join generate_series(1, 3000) n where class = 'referral' and key = '{1}'""");
        ClassSql sql = sample.workload().work("referral").sql(FIRST);
        Sql query = Sql.concat(
                "explain (analyze, timing off, costs off) select ",
                sql.status(),
                " from ",
                sql.from(),
                " where ",
                sql.ofClass(),
                " and r.id = 1");

        List<String> plan =
                jdbc.queryForList(query.text(), String.class, query.values().toArray());

        Pattern rows = Pattern.compile(" on stage .*actual rows=([0-9]+)[.0-9]* loops=([0-9]+)");
        List<Long> read = plan.stream()
                .map(rows::matcher)
                .filter(Matcher::find)
                .map(m -> Long.parseLong(m.group(1)) * Long.parseLong(m.group(2)))
                .toList();
        assertThat(read).as(String.join("\n", plan)).isNotEmpty().allMatch(n -> n < 10);
    }
}
