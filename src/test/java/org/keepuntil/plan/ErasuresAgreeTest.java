package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keepuntil.control.Installer;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Erasure;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.sql.Workload;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** Both evaluators say the same of records whose erasure is granted, whatever the rules, their basis and what is recorded. */
class ErasuresAgreeTest {
    private static final int SCHEDULES = 25;

    @Test
    void statusAndRuleAreTheSame_whenErasuresAreGranted() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<Status, Long> erased = new EnumMap<>(Status.class);
        try (TestDatabase database = TestDatabase.create()) {
            Installer.install(database.dataSource());
            database.execute(EvaluatorsAgreeTest.script());
            JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
            EvaluatorsAgreeTest.fill(jdbc, random);
            // what people may write is tried elsewhere
            jdbc.execute("alter table keepuntil.request disable trigger user");
            jdbc.execute("alter table keepuntil.request_record disable trigger user");
            Workload.Bound bound = EvaluatorsAgreeTest.bound(database);
            for (int i = 0; i < SCHEDULES; i++) {
                Workload workload = grounded(EvaluatorsAgreeTest.with(bound, new RandomRules(random), random), random)
                        .erasing(Set.of("case"));
                LocalDate asOf = LocalDate.of(2026, 11, 22).plusDays(random.nextInt(3));
                RandomDocket.fill(database.dataSource(), workload, asOf, random);
                grant(jdbc, workload, asOf, random);
                try {
                    Planner.of(database.dataSource(), workload).list(asOf, List.of(), Set.of(), (name, listed) -> {
                        if (listed.decision()
                                .ruleId()
                                .filter(Erasure.RULE::equals)
                                .isPresent()) {
                            erased.merge(listed.decision().status(), 1L, Long::sum);
                        }
                    });
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            "seed " + seed + ", schedule " + i + ", as of " + asOf + ": "
                                    + workload.classes().get(0).rules(),
                            e);
                }
            }
        }
        System.out.printf("of records whose erasure governs (seed %d): %s%n", seed, erased);
        assertThat(erased.keySet()).contains(Status.DUE, Status.RETAINED, Status.OPEN, Status.HELD);
    }

    /** The same rules, each resting on anything. */
    private static Workload grounded(Workload workload, Random random) {
        Workload.Bound bound = workload.schedules().get(0);
        List<Rule> rules = bound.schedule().rules().stream()
                .map(rule -> RandomBasis.of(rule, random))
                .toList();
        return new Workload(
                List.of(new Workload.Bound(with(bound.schedule(), rules), bound.binding(), bound.layouts())));
    }

    private static Schedule with(Schedule schedule, List<Rule> rules) {
        return new Schedule(
                schedule.name(),
                schedule.title(),
                schedule.version(),
                schedule.adopted(),
                schedule.reviewBy(),
                schedule.zone(),
                schedule.years(),
                schedule.records(),
                rules,
                schedule.holdGraceDays(),
                schedule.text());
    }

    /** Granted on the day or on one near it, refused, withdrawn or done. */
    private static void grant(JdbcTemplate jdbc, Workload workload, LocalDate asOf, Random random) {
        jdbc.execute("truncate keepuntil.request, keepuntil.request_record");
        jdbc.update("""
                insert into keepuntil.request (kind, received_on, requester, recorded_by, recorded_at, withdrawn_at, withdrawn_by, withdraw_reason)
                values ('erase', '2026-11-01', 'x', 'x', now(), null, null, null), ('erase', '2026-11-01', 'x', 'x', now(), now(), 'x', 'x'),
                    ('restrict', '2026-11-01', 'x', 'x', now(), null, null, null)""");
        String key = workload.classes().get(0).sql(asOf).key().text();
        jdbc.update(
                """
                insert into keepuntil.request_record (request, class, key, decision, ground, decided_by, decided_at, gone_run)
                select q.id, 'case', k.key, case when random() < 0.8 then 'granted' else 'refused' end, 'x', 'x',
                    ?::timestamp at time zone 'UTC' + (random() * 4 - 3) * interval '1 day',
                    case when random() < 0.1 then (select max(id) from keepuntil.run) end
                from keepuntil.request q, (select\s""" + key
                        + " as key from f.record r) k where random() < case when q.kind = 'erase' then 0.5 else 0.1 end",
                java.sql.Timestamp.valueOf(asOf.atTime(random.nextInt(24), 30)));
    }
}
