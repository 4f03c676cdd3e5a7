package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Installer;
import org.keepuntil.decide.Status;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is foretold comes to pass as long as nothing changes: random rules of every form over random facts. */
class WhatIsForeseenTest {
    private static final int SCHEDULES = Integer.getInteger("keepuntil.foreseen.schedules", 25);
    private static final LocalDate AS_OF = LocalDate.of(2011, 5, 17);

    /** The day has come, whatever stands in the way of the act. */
    private static final Set<Status> COME = Set.of(
            Status.HELD, Status.REFERRED_TO, Status.IN_REVIEW, Status.IN_NOTICE, Status.AWAITING_APPROVAL, Status.DUE);

    private final long seed = Long.getLong("keepuntil.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void whatFallsDue_isWhatLaterPlansFind_onTheDayAndByTheActThatWereForetold() throws Exception {
        long onTheDay = 0;
        try (TestDatabase database = database()) {
            Workload.Bound bound = EvaluatorsAgreeTest.bound(database);
            for (int i = 0; i < SCHEDULES; i++) {
                Workload workload = EvaluatorsAgreeTest.with(bound, new RandomRules(random), random);
                Map<RecordKey, Listed> now = listed(database, workload, AS_OF);
                List<LocalDate> days = new ArrayList<>(List.of(AS_OF.plusYears(15)));
                now.values()
                        .forEach(record -> FallsDue.on(record.decision())
                                .filter(day -> day.isAfter(AS_OF))
                                .ifPresent(days::add));
                for (int round = 0; round < 3; round++) {
                    LocalDate later = days.get(random.nextInt(days.size())).minusDays(random.nextInt(2));
                    String where = "seed " + seed + ", schedule " + i + ", on " + later + ": "
                            + workload.classes().get(0).rules();
                    onTheDay += compare(now, listed(database, workload, later), later, where);
                }
                forecastCounts(database, workload, now);
            }
        }
        System.out.printf("%,d records came on the day that was foretold (seed %d)%n", onTheDay, seed);
        assertThat(onTheDay).isPositive();
    }

    /** How many records had the very day. */
    private static long compare(
            Map<RecordKey, Listed> before, Map<RecordKey, Listed> after, LocalDate later, String where) {
        long onTheDay = 0;
        for (Map.Entry<RecordKey, Listed> each : before.entrySet()) {
            Listed was = each.getValue();
            Listed is = Objects.requireNonNull(after.get(each.getKey()));
            Optional<LocalDate> day = FallsDue.on(was.decision());
            boolean foretold = day.filter(d -> !d.isAfter(later)).isPresent();
            String what = where + "\nrecord " + each.getKey() + " foretold for " + day + ": " + was;
            if (is.decision().status() != Status.CONFLICT) {
                assertThat(COME.contains(is.decision().status())).as(what).isEqualTo(foretold);
            }
            if (day.equals(Optional.of(later))) {
                onTheDay++;
                assertThat(NextAct.of(is.decision(), is.facts()))
                        .as(what)
                        .isEqualTo(NextAct.of(was.decision(), was.facts()));
            }
        }
        return onTheDay;
    }

    private static void forecastCounts(TestDatabase database, Workload workload, Map<RecordKey, Listed> records) {
        List<ForecastSpan> years = ForecastSpan.years(AS_OF, 20);
        Forecast.Days all = Forecaster.of(database.dataSource(), workload)
                .forecast(AS_OF, years, List.of(), new ForecasterTest.Silent())
                .days();
        for (int i = 0; i < years.size(); i++) {
            ForecastSpan year = years.get(i);
            long within = records.values().stream()
                    .flatMap(record -> FallsDue.on(record.decision()).stream())
                    .filter(day -> !day.isBefore(year.first()) && !day.isAfter(year.last()))
                    .count();
            assertThat(all.spans().get(i).records()).as(year.label()).isEqualTo(within);
        }
    }

    @Test
    void difference_isThatOfTheTwoPlans() throws Exception {
        Map<DifferenceKind, Long> seen = new EnumMap<>(DifferenceKind.class);
        try (TestDatabase database = database()) {
            Workload.Bound bound = EvaluatorsAgreeTest.bound(database);
            for (int i = 0; i < SCHEDULES; i++) {
                Workload old = EvaluatorsAgreeTest.with(bound, new RandomRules(random), random);
                Workload now = EvaluatorsAgreeTest.with(bound, new RandomRules(random), random);
                if (!where(old).equals(where(now))) {
                    continue; // a schedule is compared with another over the same records
                }
                Map<RecordKey, Listed> before = listed(database, old, AS_OF);
                Map<RecordKey, Listed> after = listed(database, now, AS_OF);
                Difference found =
                        Differences.of(database.dataSource(), old, now).find(AS_OF, 3, new ForecasterTest.Silent());
                Map<DifferenceKind, Long> expected = new TreeMap<>();
                long atOnce = 0;
                for (Map.Entry<RecordKey, Listed> each : before.entrySet()) {
                    Optional<LocalDate> was = FallsDue.on(each.getValue().decision());
                    Optional<LocalDate> is = FallsDue.on(
                            Objects.requireNonNull(after.get(each.getKey())).decision());
                    moved(was, is).ifPresent(kind -> expected.merge(kind, 1L, Long::sum));
                    boolean soon = is.filter(day -> !day.isAfter(AS_OF)).isPresent();
                    atOnce += soon && was.filter(day -> !day.isAfter(AS_OF)).isEmpty() ? 1 : 0;
                }
                for (DifferenceKind kind : List.of(DifferenceKind.EARLIER, DifferenceKind.LATER)) {
                    assertThat(found.classes().get(0).count(kind))
                            .as("seed %d, schedules %d, %s", seed, i, kind)
                            .isEqualTo(expected.getOrDefault(kind, 0L));
                }
                assertThat(found.atOnce()).as("seed %d, schedules %d", seed, i).isEqualTo(atOnce);
                expected.forEach((kind, count) -> seen.merge(kind, count, Long::sum));
            }
        }
        assertThat(seen).containsKeys(DifferenceKind.EARLIER, DifferenceKind.LATER);
    }

    private static Map<String, String> where(Workload workload) {
        return workload.classes().get(0).layout().where();
    }

    private static Optional<DifferenceKind> moved(Optional<LocalDate> was, Optional<LocalDate> is) {
        return was.flatMap(old -> is.filter(day -> !day.equals(old))
                .map(day -> day.isBefore(old) ? DifferenceKind.EARLIER : DifferenceKind.LATER));
    }

    private TestDatabase database() throws Exception {
        TestDatabase database = TestDatabase.create();
        Installer.install(database.dataSource());
        database.execute(EvaluatorsAgreeTest.script());
        EvaluatorsAgreeTest.fill(new JdbcTemplate(database.dataSource()), random);
        return database;
    }

    private static Map<RecordKey, Listed> listed(TestDatabase database, Workload workload, LocalDate asOf) {
        Map<RecordKey, Listed> listed = new HashMap<>();
        Planner.of(database.dataSource(), workload)
                .list(asOf, List.of(), Set.of(), (name, record) -> listed.put(record.key(), record));
        return listed;
    }
}
