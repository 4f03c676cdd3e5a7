package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Roles;
import org.keepuntil.decide.Status;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** A forecast of the sample database, against dates that PostgreSQL reckons by itself. */
class ForecasterTest {
    /**
     * The day of each referral, by hand: PostgreSQL's own calendar with the ruling for 29 February, and none of Keepuntil's SQL. Null
     * where there is none, and why.
     */
    private static final String DAYS = """
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
            aged as (
                select *, case when to_char(youngest, 'MM-DD') = '02-29' then youngest + 1 else youngest end as born,
                       case when care then interval '75 years' else interval '25 years' end as kept
                from facts)
            select id, case when care then 'referral-looked-after' else 'referral-25' end as rule,
                   case when closed is null or unfinished or contact > closed or assessed > closed then 'open'
                        when birth_missing or youngest is null then 'not known'
                        else 'day' end as what,
                   (born + kept)::date as day
            from aged""";

    @TempDir
    static Path keys;

    private static SampleNight sample;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void makeSample() throws Exception {
        sample = SampleNight.ofSample(2000, keys);
        jdbc = new JdbcTemplate(sample.superuser());
    }

    @AfterAll
    static void dropSample() {
        sample.close();
    }

    private static Forecast forecast(List<ForecastSpan> spans) throws Exception {
        return Forecaster.of(sample.operator(), sample.workload())
                .forecast(SampleNight.AS_OF, spans, List.of(), new Silent());
    }

    /** Rule, span and count, by hand; spans as the forecast labels them. */
    private static Map<String, Long> byHand(String label, String end) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(
                "select rule || ' ' || case when day <= date '2026-11-22' then 'already' when day > " + end
                        + " then 'later' else to_char(day, '" + label + "') end, count(*) from (" + DAYS
                        + ") d where what = 'day' group by 1",
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    private static Map<String, Long> counts(Forecast forecast) {
        Map<String, Long> counts = new TreeMap<>();
        for (Line line : forecast.classes().get(0).lines()) {
            put(counts, line.rule() + " already", line.days().already());
            for (int i = 0; i < forecast.spans().size(); i++) {
                put(
                        counts,
                        line.rule() + " " + forecast.spans().get(i).label(),
                        line.days().spans().get(i));
            }
            put(counts, line.rule() + " later", line.days().later());
        }
        return counts;
    }

    private static void put(Map<String, Long> counts, String key, Share share) {
        if (share.records() > 0) {
            counts.put(key, share.records());
        }
    }

    @Test
    void months_areThoseOfHandWrittenSql() throws Exception {
        Forecast forecast = forecast(ForecastSpan.months(SampleNight.AS_OF, 24));

        assertThat(forecast.spans()).hasSize(24);
        assertThat(forecast.spans().get(0))
                .isEqualTo(new ForecastSpan("2026-11", LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 30)));
        assertThat(forecast.spans().get(23).last()).isEqualTo(LocalDate.of(2028, 10, 31));
        assertThat(counts(forecast))
                .isEqualTo(byHand("YYYY-MM", "date '2028-10-31'"))
                .hasSizeGreaterThan(20);
    }

    @Test
    void years_areThoseOfHandWrittenSql_withRulesThatComeDueInNone() throws Exception {
        Forecast forecast = forecast(ForecastSpan.years(SampleNight.AS_OF, 80));

        assertThat(counts(forecast))
                .isEqualTo(byHand("YYYY", "date '2105-12-31'"))
                .containsKeys("referral-looked-after 2080")
                .doesNotContainKey("referral-25 later");
    }

    @Test
    void everyRecordIsCountedOnce() throws Exception {
        ClassForecast referral =
                forecast(ForecastSpan.months(SampleNight.AS_OF, 24)).classes().get(0);

        assertThat(referral.total()).isEqualTo(jdbc.queryForObject("select count(*) from sees.referral", Long.class));
        assertThat(referral.notKnown())
                .isEqualTo(jdbc.queryForObject(
                        "select count(*) from (" + DAYS + ") d where what = 'not known'", Long.class))
                .isPositive();
        assertThat(referral.without())
                .isEqualTo(Map.of(
                        Status.OPEN,
                        jdbc.queryForObject("select count(*) from (" + DAYS + ") d where what = 'open'", Long.class)));
        assertThat(referral.days().all().records()
                        + referral.notKnown()
                        + referral.without().getOrDefault(Status.OPEN, 0L))
                .isEqualTo(referral.total());
        assertThat(referral.lines()).extracting(Line::act).containsExactly("destroy", "destroy");
    }

    @Test
    void whatIsDueAlreadyIsWhatThePlanFinds_heldRecordsIncluded() throws Exception {
        List<String> due = jdbc.queryForList(
                "select id::text from (" + DAYS + ") d where what = 'day' and day <= date '2026-11-22' limit 3",
                String.class);
        List<String> soon = jdbc.queryForList(
                "select id::text from (" + DAYS
                        + ") d where what = 'day' and day between date '2026-12-01' and date '2026-12-31'",
                String.class);
        assertThat(due).hasSize(3);
        assertThat(soon).isNotEmpty();
        TokenKey tokens = sample.tokens();
        Holds holds = Holds.of(
                sample.database()
                        .login("manager", Roles.of(sample.database().name()).approver())
                        .dataSource(),
                () -> tokens);
        Stream.concat(due.stream(), soon.stream())
                .forEach(id -> holds.place(new NewHold(
                        "referral",
                        Optional.of(List.of(id)),
                        HoldKind.INQUIRY,
                        "Monitoring Officer",
                        Optional.empty(),
                        "inquiry",
                        Optional.empty())));
        try {
            Forecast forecast = forecast(ForecastSpan.months(SampleNight.AS_OF, 24));

            Plan.ClassPlan plan = Planner.of(sample.operator(), sample.workload())
                    .plan(SampleNight.AS_OF, title -> {})
                    .classes()
                    .get(0);
            Share already = forecast.days().already();
            assertThat(already.clear()).isEqualTo(plan.due());
            assertThat(already.held()).isEqualTo(3).isEqualTo(plan.statuses().get(Status.HELD));
            assertThat(forecast.days().spans().get(1)).isEqualTo(new Share(soon.size(), soon.size(), 0));
        } finally {
            holds.list(Holds.Filter.ACTIVE).forEach(hold -> holds.release(hold.id(), "test over"));
        }
    }

    @Test
    void nothingIsWritten_andTheWatchHearsOfEveryRecord() throws Exception {
        Content before = Content.of(sample.superuser(), "sees");
        Content control = Content.of(sample.superuser(), "keepuntil");
        List<String> heard = new ArrayList<>();
        Forecaster.of(sample.operator(), sample.workload())
                .forecast(
                        SampleNight.AS_OF, ForecastSpan.years(SampleNight.AS_OF, 1), List.of("referral"), new Silent() {
                            @Override
                            public void begins(String title, long records) {
                                heard.add(title + " of " + records);
                            }

                            @Override
                            public void at(long records) {
                                heard.add(Long.toString(records));
                            }
                        });

        assertThat(Content.of(sample.superuser(), "sees")).isEqualTo(before);
        assertThat(Content.of(sample.superuser(), "keepuntil")).isEqualTo(control);
        Long all = jdbc.queryForObject("select count(*) from sees.referral", Long.class);
        assertThat(heard.get(0)).isEqualTo("Referral and support record of " + all);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(String.valueOf(all));
    }

    @Test
    void months_beginTomorrow_whenTheMonthIsUnderWay() {
        assertThat(ForecastSpan.months(LocalDate.of(2027, 1, 31), 2))
                .containsExactly(
                        new ForecastSpan("2027-01", LocalDate.of(2027, 2, 1), LocalDate.of(2027, 1, 31)),
                        new ForecastSpan("2027-02", LocalDate.of(2027, 2, 1), LocalDate.of(2027, 2, 28)));
        assertThat(ForecastSpan.years(LocalDate.of(2027, 1, 31), 1))
                .containsExactly(new ForecastSpan("2027", LocalDate.of(2027, 2, 1), LocalDate.of(2027, 12, 31)));
    }

    static class Silent implements Watch {
        @Override
        public void begins(String title, long records) {}

        @Override
        public void at(long records) {}
    }
}
