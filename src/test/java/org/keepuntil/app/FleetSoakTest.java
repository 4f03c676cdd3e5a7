package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.sums.ControlTables;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.CrashServer;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fleet of databases, worked on by several workers that are killed at random: every night is finished, once, and each database is whole. With
 * {@code -Dkeepuntil.fleet.versions=14,15,16,17,18} they are on servers of these versions.
 */
class FleetSoakTest {
    private static final int TARGETS = Integer.getInteger("keepuntil.fleet.targets", 3);
    private static final int WORKERS = Integer.getInteger("keepuntil.fleet.workers", 2);
    private static final int KILLS = Integer.getInteger("keepuntil.fleet.kills", 1);
    private static final int CRASHES = Integer.getInteger("keepuntil.fleet.crashes", 0);
    private static final long CHILDREN = Long.getLong("keepuntil.fleet.children", 1500);
    private static final String VERSIONS = System.getProperty("keepuntil.fleet.versions", "");

    /** The databases are dropped before their servers are. */
    private interface Nights extends AutoCloseable {
        @Override
        void close();
    }

    @TempDir
    Path folder;

    private final List<SampleNight> nights = new ArrayList<>();

    @Test
    @SuppressWarnings("try") // closing is what it is there for
    void everyNightIsFinished_andEachDatabaseIsWhole_howeverOftenWorkersAreKilled() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        try (TestDatabase coordination = TestDatabase.create();
                @Nullable CrashServer crashing = CRASHES == 0 ? null : new CrashServer(folder.resolve("crashing"));
                Nights ignored = () -> nights.forEach(SampleNight::close)) {
            TestDatabase.Login fleet = coordination.login("fleet");
            coordination.execute("grant create on database " + coordination.name() + " to \"" + fleet.user() + "\"");
            List<Long> before = new ArrayList<>();
            for (int i = 0; i < TARGETS; i++) {
                nights.add(SampleNight.ofSample(database(i, crashing), CHILDREN, folder));
                before.add(records(nights.get(i)));
            }
            write(coordination, fleet);
            assertThat(command(fleet, "init", "fleet", "init")).isZero();

            List<Process> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(start(fleet, "worker-" + i, "worker", "--name", "w" + i, "--once"));
            }
            long began = System.nanoTime();
            for (int kill = 0; kill < KILLS; kill++) {
                killWhileItWorks(coordination, fleet, workers, random, kill);
                if (crashing != null && kill < CRASHES) {
                    crashing.crash();
                    Thread.sleep(random.nextInt(3000));
                    crashing.start();
                }
            }
            for (int i = 0; i < workers.size(); i++) {
                assertThat(workers.get(i).waitFor(10, TimeUnit.MINUTES)).isTrue();
            }

            System.out.printf(
                    Locale.ROOT,
                    "%d databases, %d workers, %d kills, %d crashes, seed %d: %.1f s%n",
                    TARGETS, WORKERS, KILLS, CRASHES, seed, (System.nanoTime() - began) / 1e9);
            String when = "seed " + seed + "\n" + logs();
            JdbcTemplate book = new JdbcTemplate(coordination.dataSource());
            assertThat(book.queryForList(
                            "select target || ' ' || status from keepuntil_fleet.night where finished order by 1",
                            String.class))
                    .as(when)
                    .hasSize(TARGETS)
                    .allMatch(line -> line.endsWith(" 0"));
            if (KILLS > 0) {
                assertThat(book.queryForObject("select sum(attempts) from keepuntil_fleet.night", Long.class))
                        .as("somebody took over, %s", when)
                        .isGreaterThan(TARGETS);
            }
            for (int i = 0; i < TARGETS; i++) {
                assertWhole(nights.get(i), before.get(i), "target " + i + ", " + when);
            }
            assertThat(command(fleet, "report", "fleet", "report")).isZero();
            assertThat(folder.resolve("reports/index.html"))
                    .content()
                    .contains("All of them are done.", "t0/index.html", "ended: done")
                    .doesNotContain("✗");
            assertThat(command(fleet, "status", "fleet", "status")).isZero();
            assertThat(folder.resolve("status.log")).content().contains("All are done.");
        }
    }

    private static TestDatabase database(int number, @Nullable CrashServer crashing) {
        if (crashing != null && number % 3 == 0) {
            return crashing.create();
        }
        if (VERSIONS.isEmpty()) {
            return TestDatabase.create();
        }
        String[] versions = VERSIONS.split(",", -1);
        return TestDatabase.ofVersion(Integer.parseInt(versions[number % versions.length]));
    }

    private void write(TestDatabase coordination, TestDatabase.Login fleet) throws Exception {
        StringBuilder yaml =
                new StringBuilder("""
                fleet: Soak
                coordination: postgresql://%s@%s/%s
                coordination password: { env: FLEET_PASSWORD }
                reports: reports
                hours: { from: "00:00", to: "00:00", time zone: UTC }
                on one server: 2
                takeover: 4 s
                targets:
                """.formatted(fleet.user(), coordination.hostAndPort(), coordination.name()));
        for (int i = 0; i < TARGETS; i++) {
            Map<String, String> environment = nights.get(i).operatorEnvironment();
            yaml.append(String.join(
                    "\n",
                    "  t" + i + ":",
                    "    database: postgresql://" + environment.get("PGUSER") + "@"
                            + nights.get(i).database().hostAndPort() + "/"
                            + nights.get(i).database().name(),
                    "    password: { env: PASSWORD_" + i + " }",
                    "    schedule: "
                            + Path.of("schedules/south-essex-extended-services").toAbsolutePath(),
                    ""));
        }
        Files.writeString(folder.resolve("fleet.yaml"), yaml);
    }

    private Map<String, String> environment(TestDatabase.Login fleet) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KEEPUNTIL_FLEET", folder.resolve("fleet.yaml").toString());
        environment.put("FLEET_PASSWORD", fleet.password());
        environment.put("XDG_CONFIG_HOME", folder.toAbsolutePath().toString());
        for (int i = 0; i < nights.size(); i++) {
            environment.put(
                    "PASSWORD_" + i,
                    String.valueOf(nights.get(i).operatorEnvironment().get("PGPASSWORD")));
        }
        return environment;
    }

    private Process start(TestDatabase.Login fleet, String name, String... arguments) throws Exception {
        return Program.start(environment(fleet), folder.resolve(name + ".log"), arguments);
    }

    private int command(TestDatabase.Login fleet, String name, String... arguments) throws Exception {
        Process process = start(fleet, name, arguments);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    /** Kills a worker that has a run, mostly without warning, and starts another in its place. */
    private void killWhileItWorks(
            TestDatabase coordination, TestDatabase.Login fleet, List<Process> workers, Random random, int kill)
            throws Exception {
        JdbcTemplate book = new JdbcTemplate(coordination.dataSource());
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        List<String> busy = List.of();
        while (busy.isEmpty() && System.nanoTime() < end) {
            busy = book.queryForList("""
                    select distinct worker from keepuntil_fleet.night where ended is null
                    and worker in (select picked_by from keepuntil_fleet.scheduled_tasks where picked)""", String.class);
            Thread.sleep(20);
        }
        if (busy.isEmpty()) {
            return;
        }
        Thread.sleep(random.nextInt(1500));
        String name = busy.get(random.nextInt(busy.size()));
        int victim = Integer.parseInt(name.replaceAll("^w([0-9]+).*", "$1"));
        if (random.nextInt(4) == 0) {
            workers.get(victim).destroy();
        } else {
            workers.get(victim).destroyForcibly();
        }
        workers.get(victim).waitFor();
        workers.set(
                victim,
                start(fleet, "worker-" + victim + "-" + kill, "worker", "--name", "w" + victim + "-" + kill, "--once"));
    }

    private static void assertWhole(SampleNight sample, long before, String when) throws Exception {
        JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
        List<String> disposed = new ArrayList<>();
        AuditLog log = AuditLog.of(JdbcClient.create(sample.superuser()));
        jdbc.queryForList("select id from keepuntil.run order by id", Long.class)
                .forEach(run -> log.readIndexed(run, (index, entry) -> {
                    if (entry instanceof Disposed one) {
                        disposed.add(one.reference());
                    }
                }));
        Set<String> once = new HashSet<>(disposed);
        assertThat(once)
                .as("no record is logged twice, %s", when)
                .hasSameSizeAs(disposed)
                .isNotEmpty();
        assertThat((long) disposed.size())
                .as("as many are logged as are gone, %s", when)
                .isEqualTo(before - records(sample));
        assertThat(jdbc.queryForObject("select count(*) from keepuntil.run where finished_at is null", Long.class))
                .as("runs that were left, %s", when)
                .isZero();
        assertThat(ControlFindings.of(sample.superuser(), new ControlTables(), new RunSums()))
                .as("the control tables, %s", when)
                .isEmpty();
    }

    private static long records(SampleNight sample) {
        Long count =
                new JdbcTemplate(sample.superuser()).queryForObject("select count(*) from sees.referral", Long.class);
        return count == null ? 0 : count;
    }

    /** What the workers and their runs have said. */
    private String logs() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
                all.append("== ").append(folder.relativize(file)).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
