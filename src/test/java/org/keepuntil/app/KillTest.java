package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.sums.ControlTables;
import org.keepuntil.audit.sums.RunSums;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program is killed without warning, again and again: what is left is whole, and the next run goes on. */
class KillTest {
    private static final int KILLS = Integer.getInteger("keepuntil.kills", 5);
    private static final long CHILDREN = 12_000;

    @TempDir
    Path folder;

    @Test
    void everyKillLeavesWholeBatches_andTheLastRunFinishesThemAll() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        Random random = new Random(seed);
        try (SampleNight sample = SampleNight.ofSample(CHILDREN, folder)) {
            JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
            long records = count(jdbc, "select count(*) from sees.referral");
            Content before = Content.of(sample.superuser(), "sees");
            for (int kill = 0; kill < KILLS; kill++) {
                killOnce(sample, jdbc, random);
                assertWhole(sample, jdbc, records, "seed " + seed + ", kill " + kill);
            }
            System.out.printf(
                    "%d kills, seed %d: runs and how often they were taken up: %s%n",
                    KILLS, seed, jdbc.queryForList("select id, epoch, state from keepuntil.run order by id"));
            Process last = start(sample, "last");
            assertThat(last.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(last.exitValue()).as(log("last")).isZero();
            assertWhole(sample, jdbc, records, "the last run, seed " + seed);
            assertThat(count(jdbc, "select count(*) from keepuntil.run where finished_at is null"))
                    .isZero();
            assertThat(count(
                            jdbc, "select count(*) from pg_inherits where inhparent = 'keepuntil.candidate'::regclass"))
                    .as("lists of keys that are left")
                    .isZero();
            assertOnlyTheDueWent(sample, before, jdbc);
        }
    }

    @Test
    void aDatabaseThatGoesAwayInMidRun_isSaidSoAndTheNextRunGoesOn() throws Exception {
        try (SampleNight sample = SampleNight.ofSample(CHILDREN, folder)) {
            JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
            long records = count(jdbc, "select count(*) from sees.referral");
            Process run = start(sample, "cut off");
            while (run.isAlive() && done(jdbc) == 0) {
                Thread.sleep(2);
            }
            jdbc.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and usename like 'keepuntil%'");
            assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(run.exitValue()).as(log("cut off")).isEqualTo(14);
            assertThat(log("cut off")).contains("the next run goes on").doesNotContain("Exception");
            assertWhole(sample, jdbc, records, "after the cut");

            Process next = start(sample, "next");
            assertThat(next.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(next.exitValue()).as(log("next")).isZero();
            assertWhole(sample, jdbc, records, "after the next run");
            assertThat(count(jdbc, "select epoch from keepuntil.run where id = 1"))
                    .isEqualTo(2);
        }
    }

    /** Kills at a random point of the run: while it starts, plans, disposes, or after that. */
    private void killOnce(SampleNight sample, JdbcTemplate jdbc, Random random) throws Exception {
        long done = done(jdbc);
        Process run = start(sample, "killed");
        long target = done + random.nextInt(700);
        boolean whilePlanning = random.nextInt(4) == 0;
        long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (run.isAlive() && System.nanoTime() < patience) {
            if (whilePlanning ? planning(jdbc) : done(jdbc) > target) {
                break;
            }
            Thread.sleep(random.nextInt(5));
        }
        run.destroyForcibly().waitFor();
        // the server notices a client that is gone when it next looks; its transaction is rolled back then
        while (count(
                        jdbc,
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and usename like 'keepuntil%'")
                > 0) {
            Thread.sleep(20);
        }
    }

    private void assertWhole(SampleNight sample, JdbcTemplate jdbc, long records, String when) throws Exception {
        List<Entry> entries = new ArrayList<>();
        AuditLog log = AuditLog.of(JdbcClient.create(sample.superuser()));
        jdbc.queryForList("select id from keepuntil.run order by id", Long.class)
                .forEach(run -> log.readIndexed(run, (index, entry) -> entries.add(entry)));
        List<String> disposed = entries.stream()
                .filter(Disposed.class::isInstance)
                .map(e -> ((Disposed) e).reference())
                .toList();
        Set<String> once = new HashSet<>(disposed);
        assertThat(once).as("no record is logged twice, %s", when).hasSameSizeAs(disposed);
        long gone = records - count(jdbc, "select count(*) from sees.referral");
        assertThat((long) disposed.size())
                .as("as many are logged as are gone, %s", when)
                .isEqualTo(gone);
        assertThat(done(jdbc)).as("and as many are counted, %s", when).isEqualTo(gone);
        assertThat(ControlFindings.of(sample.superuser(), new ControlTables(), new RunSums()))
                .as("nobody but Keepuntil has changed a control table, %s", when)
                .isEmpty();
    }

    private static void assertOnlyTheDueWent(SampleNight sample, Content before, JdbcTemplate jdbc) {
        Map<String, Set<String>> went = before.without(Content.of(sample.superuser(), "sees"));
        assertThat(went.keySet())
                .containsExactly("assessment", "contact", "document", "invoice", "plan", "referral", "referral_child");
        assertThat((long) went.getOrDefault("referral", Set.of()).size())
                .isEqualTo(count(
                        jdbc,
                        "select due from keepuntil.plan_rule where act = 'destroy' and due > 0 order by run limit 1"));
        assertThat(count(jdbc, "select count(*) from sees.invoice where referral_id is null"))
                .isPositive();
    }

    private Process start(SampleNight sample, String name) throws Exception {
        return Program.start(
                sample,
                file(name),
                "run",
                "--schedule",
                "schedules/south-essex-extended-services",
                "--as-of",
                SampleNight.AS_OF.toString(),
                "--report",
                folder.resolve("reports").toString());
    }

    private Path file(String name) {
        return folder.resolve(name + ".log");
    }

    private String log(String name) throws Exception {
        return Files.readString(file(name));
    }

    private static boolean planning(JdbcTemplate jdbc) {
        return count(jdbc, "select count(*) from keepuntil.run where state = 'planning'") > 0;
    }

    private static long done(JdbcTemplate jdbc) {
        return count(jdbc, "select coalesce(sum(done), 0) from keepuntil.progress");
    }

    private static long count(JdbcTemplate jdbc, String query) {
        return jdbc.queryForList(query, Long.class).get(0);
    }
}
