package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.RunStart;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole night on the sample database: what goes, what stays, and what is written about it. */
class NightTest {
    /**
     * What is due, by hand: PostgreSQL's own calendar with the ruling for 29 February, and none of Keepuntil's SQL. A referral is closed,
     * nobody was in touch after that, nobody on it was ever in care, and the youngest is 25.
     */
    private static final String DUE = """
            select r.id from sees.referral r
            where r.closed_at is not null
              and exists (select 1 from sees.referral_child rc where rc.referral_id = r.id)
              and not exists (
                select 1 from sees.referral_child rc join sees.child c on c.id = rc.child_id
                where rc.referral_id = r.id
                  and (c.date_of_birth is null
                       or case when to_char(c.date_of_birth, 'MM-DD') = '02-29'
                               then (c.date_of_birth + 1 + interval '25 years')::date
                               else (c.date_of_birth + interval '25 years')::date end > date '2026-11-22'
                       or c.date_of_death < c.date_of_birth
                       or exists (select 1 from sees.care_episode e where e.child_id = c.id)))
              and not exists (
                select 1 from sees.contact k where k.referral_id = r.id
                  and (k.made_at at time zone 'Europe/London')::date > (r.closed_at at time zone 'Europe/London')::date)
              and not exists (
                select 1 from sees.assessment a where a.referral_id = r.id
                  and (a.completed_on is null or a.completed_on > (r.closed_at at time zone 'Europe/London')::date))
              and (r.closed_at at time zone 'Europe/London')::date >= r.received_on""";

    private static final List<String> PARTS = List.of("referral_child", "contact", "assessment", "plan", "document");

    @TempDir
    Path keys;

    private SampleNight sample;

    @BeforeEach
    void makeSample() throws Exception {
        sample = SampleNight.ofSample(1000, keys);
    }

    @AfterEach
    void dropSample() {
        sample.close();
    }

    @Test
    void planCountsEachStatusAsHandWrittenSqlDoes() throws Exception {
        Plan.ClassPlan plan = Planner.of(sample.operator(), sample.workload())
                .plan(SampleNight.AS_OF, title -> {})
                .classes()
                .get(0);
        Map<Status, Long> expected = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            expected.put(status, 0L);
        }
        expected.putAll(byHand());
        assertThat(plan.statuses()).isEqualTo(expected);
        assertThat(plan.total()).isEqualTo(count("select count(*) from sees.referral"));
        assertThat(plan.due())
                .isEqualTo(count("select count(*) from (" + DUE + ") d"))
                .isPositive();
    }

    private Map<Status, Long> byHand() {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        new JdbcTemplate(sample.superuser()).query("""
                with facts as (
                    select r.id,
                           (r.closed_at at time zone 'Europe/London')::date as closed,
                           (select max((k.made_at at time zone 'Europe/London')::date) from sees.contact k
                            where k.referral_id = r.id) as contact,
                           (select max(a.completed_on) from sees.assessment a where a.referral_id = r.id) as assessed,
                           exists (select 1 from sees.assessment a where a.referral_id = r.id and a.completed_on is null) as unfinished,
                           exists (select 1 from sees.referral_child rc join sees.care_episode e on e.child_id = rc.child_id
                                   where rc.referral_id = r.id) as care,
                           exists (select 1 from sees.referral_child rc join sees.child c on c.id = rc.child_id
                                   where rc.referral_id = r.id and c.date_of_birth is null) as birth_missing,
                           (select max(c.date_of_birth) from sees.referral_child rc join sees.child c on c.id = rc.child_id
                            where rc.referral_id = r.id) as youngest
                    from sees.referral r),
                dated as (
                    select *, case when to_char(youngest, 'MM-DD') = '02-29'
                                   then (youngest + 1 + case when care then interval '75 years' else interval '25 years' end)::date
                                   else (youngest + case when care then interval '75 years' else interval '25 years' end)::date end
                              as eligible
                    from facts)
                select case
                    when closed is null or unfinished or contact > closed or assessed > closed then 'open'
                    when birth_missing and youngest is null then 'undetermined'
                    when eligible > date '2026-11-22' then 'retained'
                    when birth_missing then 'undetermined'
                    else 'due' end, count(*)
                from dated group by 1""", row -> {
            counts.put(Status.ofWord(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    @Test
    void exactlyTheDueRecordsGoWithAllTheirPartsAndEveryOtherRowStays() throws Exception {
        Content before = Content.of(sample.superuser(), "sees");
        Map<String, Set<String>> expected = new TreeMap<>();
        expected.put("referral", rows("select t::text from sees.referral t where id in (" + DUE + ")"));
        for (String part : PARTS) {
            expected.put(part, rows("select t::text from sees." + part + " t where referral_id in (" + DUE + ")"));
        }
        Set<String> linked = rows("select t::text from sees.invoice t where referral_id in (" + DUE + ")");
        Set<String> unlinked = rows("select (id, null::bigint, number, supplier, amount, issued_on, paid_on)::text"
                + " from sees.invoice t where referral_id in (" + DUE + ")");
        expected.put("invoice", linked);
        long due = count("select count(*) from (" + DUE + ") d");

        Night night = run(SampleNight.AS_OF);

        assertThat(night.result()).isEqualTo(NightResult.COMPLETE);
        Content after = Content.of(sample.superuser(), "sees");
        assertThat(before.without(after)).isEqualTo(expected);
        assertThat(after.without(before)).isEqualTo(Map.of("invoice", unlinked));
        assertThat(linked).isNotEmpty();
        assertThat(night.reconciliation().classes())
                .isEqualTo(Map.of("referral", new RunEnd.Counts(due, due, 0, 0, 0, 0)));
    }

    @Test
    void theLogSaysEachDisposalOnceWithItsParts_betweenTheRunsStartAndEnd() throws Exception {
        Map<String, Long> rows = new TreeMap<>();
        rows.put("sees.referral", count("select count(*) from (" + DUE + ") d"));
        for (String part : PARTS) {
            rows.put(
                    "sees." + part, count("select count(*) from sees." + part + " where referral_id in (" + DUE + ")"));
        }
        Set<String> references = new TreeSet<>();
        for (String id : rows("select id::text from (" + DUE + ") d")) {
            references.add(sample.tokens().reference("referral", List.of(id)));
        }

        Night night = run(SampleNight.AS_OF);

        List<Entry> entries = new ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.superuser()))
                .readIndexed(night.run().id(), (index, entry) -> entries.add(entry));
        assertThat(entries.get(0)).isInstanceOf(RunStart.class);
        assertThat(entries.get(entries.size() - 1)).isInstanceOf(RunEnd.class);
        List<Disposed> disposed = entries.stream()
                .filter(Disposed.class::isInstance)
                .map(Disposed.class::cast)
                .toList();
        assertThat(disposed).extracting(Disposed::reference).containsExactlyInAnyOrderElementsOf(references);
        Map<String, Long> logged = new TreeMap<>();
        disposed.forEach(d -> d.removed().forEach((table, n) -> logged.merge(table, n, Long::sum)));
        assertThat(logged).isEqualTo(rows);
        assertThat(disposed).extracting(Disposed::rule).containsOnly("referral-25");
    }

    @Test
    void aSecondRunOnTheSameDayFindsNothingToDo() throws Exception {
        run(SampleNight.AS_OF);
        Content before = Content.of(sample.superuser(), "sees");

        Night second = run(SampleNight.AS_OF);

        assertThat(second.result()).isEqualTo(NightResult.COMPLETE);
        assertThat(second.reconciliation().planned()).isZero();
        assertThat(Content.of(sample.superuser(), "sees")).isEqualTo(before);
    }

    @Test
    void nothingGoesADayEarly() throws Exception {
        String today = "select r.id from sees.referral r join sees.referral_child rc on rc.referral_id = r.id"
                + " join sees.child c on c.id = rc.child_id where c.date_of_birth = date '2001-11-22'";
        Set<String> reaching = rows("select id::text from (" + today + ") d where id in (" + DUE + ")");
        assertThat(reaching).isNotEmpty();

        run(SampleNight.AS_OF.minusDays(1));
        assertThat(rows("select id::text from sees.referral")).containsAll(reaching);

        run(SampleNight.AS_OF);
        assertThat(rows("select id::text from sees.referral")).doesNotContainAnyElementsOf(reaching);
    }

    @Test
    void marksAreSetByTheRuleThatFlags_andGoWithTheirGround() throws Exception {
        run(SampleNight.AS_OF);
        long marked = count("select count(*) from keepuntil.flag where rule = 'referral-last-year'");
        assertThat(marked).isPositive();
        String key = new JdbcTemplate(sample.superuser())
                .queryForObject("select key[1] from keepuntil.flag order by 1 limit 1", String.class);
        sample.database()
                .execute("update sees.child set date_of_birth = date '2020-01-02' where id in"
                        + " (select child_id from sees.referral_child where referral_id = " + key + ")");

        run(SampleNight.AS_OF);

        assertThat(rows("select key[1] from keepuntil.flag")).doesNotContain(key);
    }

    private Night run(LocalDate asOf) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(asOf);
        night.plan();
        night.dispose();
        night.list();
        night.seal();
        return night;
    }

    private Set<String> rows(String query) {
        return Content.select(sample.superuser(), query);
    }

    private long count(String query) {
        return new JdbcTemplate(sample.superuser())
                .queryForList(query, Long.class)
                .get(0);
    }
}
