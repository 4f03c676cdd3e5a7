package org.keepuntil.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keepuntil.fleet.FleetStates.Standing;
import org.keepuntil.fleet.FleetStates.State;
import org.keepuntil.fleet.Nights.End;
import org.keepuntil.fleet.Nights.Then;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

class FleetWorkerTest {
    private static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);
    private static final Duration LONG = Duration.ofSeconds(60);

    private TestDatabase database;
    private HikariDataSource coordination;
    private JdbcTemplate jdbc;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Clock clock = Clock.systemUTC();

    @BeforeEach
    void install() {
        database = TestDatabase.create();
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(40);
        config.setMinimumIdle(0);
        coordination = new HikariDataSource(config);
        jdbc = new JdbcTemplate(coordination);
        Coordination.install(coordination);
    }

    @AfterEach
    void drop() {
        coordination.close();
        database.close();
    }

    @Test
    void everyTargetIsWorkedOnOnce_andNoServerBearsMoreThanItsShare_whenSeveralWorkersShareThem() throws Exception {
        Fleet fleet = fleet(12, 3, 2, ALWAYS);
        Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        Nights nights = (target, night, asked) -> {
            AtomicInteger onServer = now.computeIfAbsent(target.server(), s -> new AtomicInteger());
            most.accumulateAndGet(onServer.incrementAndGet(), Math::max);
            pause(150);
            onServer.decrementAndGet();
            done.add(target.name());
            return new End(0, Then.NEXT_NIGHT);
        };
        List<FleetWorker> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(worker(fleet, "w" + i, 2, nights, stop::get));
        }

        workers.forEach(FleetWorker::start);
        until(() -> workers.get(0).isThrough());
        workers.forEach(FleetWorker::close);

        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        fleet.targets().stream().map(Target::name).toList());
        assertThat(most).hasValue(2);
        assertThat(standings(fleet))
                .allMatch(s -> s.state() == State.ENDED && s.status().equals(Optional.of(0)));
        assertThat(standings(fleet))
                .allMatch(s ->
                        s.next().orElseThrow().equals(ALWAYS.at(clock.instant()).ends()));
    }

    @Test
    void whatAWorkerHeldThatIsSilent_isTakenOver() throws Exception {
        Fleet fleet = fleet(1, 1, 1, ALWAYS);
        Target target = fleet.targets().get(0);
        jdbc.update("""
                insert into keepuntil_fleet.scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                values ('night', 't1', now() - interval '1 hour', true, 'dead', now() - interval '1 hour', 1)""");
        new NightBook(coordination).begin(target, ALWAYS.at(clock.instant()), "dead", clock.instant());
        assertThat(standings(fleet).get(0).state()).isEqualTo(State.LEFT);

        try (FleetWorker worker =
                worker(fleet, "alive", 1, (t, night, asked) -> new End(0, Then.NEXT_NIGHT), stop::get)) {
            worker.start();
            until(worker::isThrough);
        }

        Standing after = standings(fleet).get(0);
        assertThat(after.state()).isEqualTo(State.ENDED);
        assertThat(after.night().orElseThrow().attempts()).isEqualTo(2);
        assertThat(after.night().orElseThrow().worker()).isEqualTo("alive");
    }

    @Test
    void aWorkerThatIsToldToStop_leavesItsTargetToAnother_andSaysNothingOfItMore() throws Exception {
        Fleet fleet = fleet(1, 1, 1, ALWAYS);
        AtomicBoolean begun = new AtomicBoolean();
        Nights patient = (target, night, asked) -> {
            begun.set(true);
            while (!asked.getAsBoolean()) {
                pause(20);
            }
            return new End(10, Then.GO_ON);
        };
        FleetWorker first = worker(fleet, "first", 1, patient, stop::get);
        first.start();
        until(begun::get);
        assertThat(standings(fleet).get(0).state()).isEqualTo(State.UNDER_WAY);

        stop.set(true);
        first.close();
        Standing between = standings(fleet).get(0);
        try (FleetWorker second =
                worker(fleet, "second", 1, (t, night, asked) -> new End(0, Then.NEXT_NIGHT), () -> false)) {
            second.start();
            until(second::isThrough);
        }

        assertThat(between.state()).isEqualTo(State.GOES_ON);
        assertThat(between.status()).contains(10);
        assertThat(standings(fleet).get(0).night().orElseThrow().worker()).isEqualTo("second");
    }

    @Test
    void nothingIsBegun_outsideTheHours() throws Exception {
        LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        Hours later = new Hours(now.plusHours(2), now.plusHours(3), ZoneOffset.UTC);
        Fleet fleet = fleet(2, 1, 1, later);
        AtomicInteger begun = new AtomicInteger();

        try (FleetWorker worker = worker(
                fleet,
                "w",
                2,
                (t, night, asked) -> {
                    begun.incrementAndGet();
                    return new End(0, Then.NEXT_NIGHT);
                },
                stop::get)) {
            worker.start();
            assertThat(worker.isThrough()).isTrue();
            pause(2500);
        }

        assertThat(begun).hasValue(0);
        assertThat(standings(fleet)).allMatch(s -> s.state() == State.NOT_YET);
        assertThat(standings(fleet).get(0).next())
                .contains(later.at(clock.instant()).begins());
    }

    @Test
    void aFinishedNight_isNotBegunAgain_andOneThatFailedIsTriedAgainLater() throws Exception {
        Fleet fleet = fleet(2, 2, 1, ALWAYS);
        ConcurrentLinkedQueue<String> begun = new ConcurrentLinkedQueue<>();
        Nights nights = (target, night, asked) -> {
            begun.add(target.name());
            return target.name().equals("t1") ? new End(18, Then.NEXT_NIGHT) : new End(4, Then.TRY_AGAIN);
        };
        try (FleetWorker worker = worker(fleet, "w", 2, nights, stop::get)) {
            worker.start();
            until(() -> standings(fleet).stream().allMatch(s -> s.status().isPresent()));
        }
        try (FleetWorker again = worker(fleet, "again", 2, nights, stop::get)) {
            jdbc.update("update keepuntil_fleet.scheduled_tasks set execution_time = now() where task_instance = 't1'");
            again.start();
            until(() -> begun.stream().filter("t2"::equals).count() == 2);
        }

        assertThat(begun).filteredOn("t1"::equals).hasSize(1);
        assertThat(standings(fleet)).extracting(Standing::state).containsExactly(State.ENDED, State.GOES_ON);
        assertThat(standings(fleet).get(1).next().orElseThrow())
                .isAfter(Instant.now(clock).plusSeconds(30));
    }

    @Test
    void aRunThatStopsByItself_isNotBegunAgainAtOnce() throws Exception {
        Fleet fleet = fleet(1, 1, 1, ALWAYS);
        AtomicInteger begun = new AtomicInteger();
        Nights nights = (target, night, asked) -> {
            begun.incrementAndGet();
            return new End(10, Then.GO_ON);
        };

        try (FleetWorker worker = worker(fleet, "w", 1, nights, stop::get)) {
            worker.start();
            until(() -> standings(fleet).get(0).status().isPresent());
            pause(2500);
        }

        assertThat(begun).hasValue(1);
        assertThat(standings(fleet).get(0).state()).isEqualTo(State.GOES_ON);
        assertThat(standings(fleet).get(0).next().orElseThrow())
                .isAfter(Instant.now(clock).plusSeconds(30));
    }

    @Test
    void nothingIsBegun_inTheLastMinuteOfTheHours() throws Exception {
        Instant end = Instant.parse("2026-11-23T06:00:00Z");
        Hours nightly = new Hours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneOffset.UTC);
        Fleet fleet = fleet(1, 1, 1, nightly);
        AtomicInteger begun = new AtomicInteger();
        Nights nights = (target, night, asked) -> {
            begun.incrementAndGet();
            return new End(0, Then.NEXT_NIGHT);
        };
        Clock late = Clock.fixed(end.minusSeconds(59), ZoneOffset.UTC);

        try (FleetWorker worker = new FleetWorker(coordination, fleet, "w", 1, nights, stop::get, late)) {
            worker.start();
            until(() -> new FleetStates(coordination)
                    .of(fleet, late.instant())
                    .get(0)
                    .next()
                    .equals(Optional.of(end.plus(Duration.ofHours(16)))));
            assertThat(worker.isThrough()).isTrue();
        }

        assertThat(begun).hasValue(0);
    }

    @Test
    void schema_isMadeOnce_andAnotherOneIsRefused() {
        assertThat(Coordination.install(coordination)).isFalse();
        jdbc.execute("comment on schema keepuntil_fleet is 'keepuntil fleet 2'");
        assertThatThrownBy(() -> Coordination.require(coordination))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("'keepuntil fleet 2'")
                .hasMessageContaining("or a later one");
        jdbc.execute("drop schema keepuntil_fleet cascade");
        assertThatThrownBy(() -> Coordination.require(coordination))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("keepuntil fleet init");
    }

    private List<Standing> standings(Fleet fleet) {
        return new FleetStates(coordination).of(fleet, clock.instant());
    }

    private FleetWorker worker(Fleet fleet, String name, int atOnce, Nights nights, BooleanSupplier asked) {
        return new FleetWorker(coordination, fleet, name, atOnce, nights, asked, clock);
    }

    private static Fleet fleet(int targets, int servers, int onOneServer, Hours hours) {
        return new Fleet(
                "Fleet",
                "postgresql://c/fleet",
                Optional.empty(),
                Path.of("reports"),
                onOneServer,
                Duration.ofSeconds(4),
                IntStream.rangeClosed(1, targets)
                        .mapToObj(i -> new Target(
                                "t" + i,
                                "postgresql://s" + i % servers + "/d" + i,
                                "s" + i % servers + ":5432",
                                List.of(Path.of("s")),
                                hours,
                                1,
                                Optional.empty(),
                                Map.of()))
                        .toList());
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
            pause(50);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
