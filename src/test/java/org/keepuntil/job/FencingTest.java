package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Run;
import org.keepuntil.control.RunState;
import org.keepuntil.control.RunTakenOverException;
import org.keepuntil.control.Runs;
import org.keepuntil.control.Takeover;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.Pace;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TappedDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A runner that hangs in the midst of a transaction keeps nobody from taking its run over, and can commit nothing afterwards. */
class FencingTest {
    private static final Pace SMALL = new Pace(1, 1, 1, 1);
    private static final String HOLD = "from keepuntil.run where id = ? and finished_at is null for share";

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;
    private Run run;

    @BeforeEach
    void planANight() throws Exception {
        sample = SampleNight.ofSample(2000, keys);
        jdbc = new JdbcTemplate(sample.superuser());
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        run = night.run();
    }

    @AfterEach
    void dropSample() {
        sample.close();
    }

    /** Hangs at one place until it is let go. */
    private static final class Hang implements TappedDataSource.Tap {
        private final List<String> asked = new ArrayList<>();
        private final CountDownLatch hanging = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final int at;

        Hang(int at) {
            this.at = at;
        }

        @Override
        public synchronized void before(String sql, boolean alone) throws SQLException {
            if (alone) {
                return;
            }
            asked.add(sql);
            if (asked.size() == at) {
                hanging.countDown();
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    throw new SQLException(e);
                }
            }
        }
    }

    /** What a takeover met. */
    private record Taken(Duration took, Throwable old) {}

    @Test
    void takeover_succeedsAtOnce_whereverTheOldRunnerHangsBeforeItHoldsTheRun() throws Exception {
        DataSource old = sample.otherOperator();
        List<String> asked = statementsOfABatch(old);
        int hold = indexOf(asked, HOLD);
        assertThat(asked.size() - hold).as("the hold, the log, the commit").isEqualTo(3);
        assertThat(hold).isGreaterThan(15);
        for (int at = 1; at <= hold + 1; at++) {
            Taken taken = takeOver(old, at);
            String where = at + ", before: " + asked.get(at - 1);
            assertThat(taken.took()).as(where).isLessThan(Runs.SILENCE_BEFORE_COMMIT);
            assertThat(taken.old()).as(where).isInstanceOf(RunTakenOverException.class);
        }
    }

    @Test
    void takeover_waitsForTheServerToEndIt_whereTheOldRunnerOfAnotherLoginHangsBeforeTheCommit() throws Exception {
        DataSource old = sample.otherOperator();
        List<String> asked = statementsOfABatch(old);

        Taken taken = takeOver(old, asked.size());

        assertThat(asked.get(asked.size() - 1)).isEqualTo("commit");
        assertThat(taken.took()).isGreaterThan(Duration.ofSeconds(5));
        assertThat(taken.old()).isNotNull();
    }

    @Test
    void takeover_endsWhatHangs_whereTheOldRunnerHasTheSameLogin() throws Exception {
        DataSource old = sample.operator();
        List<String> asked = statementsOfABatch(old);
        for (int at = indexOf(asked, HOLD); at <= asked.size(); at++) {
            Taken taken = takeOver(old, at);
            assertThat(taken.took()).as("%d", at).isLessThan(Runs.SILENCE_BEFORE_COMMIT);
            assertThat(taken.old()).as("%d", at).isNotNull();
        }
    }

    @Test
    void whatTheOldRunnerHadLocked_isFree_onceTheRunIsTakenOver() throws Exception {
        int inTheMiddle = statementsOfABatch(sample.operator()).size() / 2;

        Hang hang = new Hang(inTheMiddle);
        CompletableFuture<Throwable> working = working(sample.operator(), hang);
        assertThat(hang.hanging.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(locked()).isPositive();

        run = new Takeover(sample.operator()).take(run);

        assertThat(locked()).isZero();
        jdbc.execute("begin; lock table keepuntil.hold_gate in row exclusive mode nowait; rollback");
        hang.letGo.countDown();
        working.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aSecondTakeover_isRefusedToWhoeverReadTheRunBefore() {
        Run taken = new Takeover(sample.operator()).take(run);

        assertThat(taken.epoch()).isEqualTo(run.epoch() + 1);
        assertThat(catchThrowable(() -> new Takeover(sample.operator()).take(run)))
                .isInstanceOf(RunTakenOverException.class);
        assertThat(catchThrowable(
                        () -> Runs.of(JdbcClient.create(sample.operator())).end(run, RunState.INTERRUPTED, 1, "late")))
                .isInstanceOf(RunTakenOverException.class);
    }

    /** Lets an old runner hang before its n-th question, takes the run over, and lets the old one go on. */
    private Taken takeOver(DataSource old, int at) throws Exception {
        Hang hang = new Hang(at);
        List<Object> before = state();
        CompletableFuture<Throwable> working = working(old, hang);
        assertThat(hang.hanging.await(20, TimeUnit.SECONDS)).as("%d", at).isTrue();
        long began = System.nanoTime();
        run = new Takeover(sample.operator()).take(run);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        hang.letGo.countDown();
        Throwable thrown = working.get(20, TimeUnit.SECONDS);
        assertThat(state()).as("nothing was committed, %d", at).isEqualTo(before);
        return new Taken(took, thrown);
    }

    private List<String> statementsOfABatch(DataSource old) throws Exception {
        Hang none = new Hang(Integer.MAX_VALUE);
        assertThat(working(old, none).get(20, TimeUnit.SECONDS)).isNull();
        return none.asked;
    }

    /** One batch of one record, in a thread of its own. */
    private CompletableFuture<Throwable> working(DataSource operator, Hang hang) {
        Run mine = run;
        DataSource tapped = new TappedDataSource(operator, () -> hang);
        return CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
            int[] batches = {0};
            Disposer.of(tapped, sample.workload(), sample.tokens(), Clock.systemUTC())
                    .dispose(mine, SMALL, () -> batches[0]++ > 0, (name, looked, planned) -> {});
        }));
    }

    private List<Object> state() {
        return List.of(
                count("select count(*) from sees.referral"),
                count("select count(*) from sees.contact"),
                count("select size from keepuntil.log_head"),
                count("select sum(done) from keepuntil.progress"),
                count("select sum(position) from keepuntil.progress"),
                count("select count(*) from keepuntil.outcome"));
    }

    private long locked() {
        return count("select count(*) from pg_locks where relation = 'keepuntil.hold_gate'::regclass");
    }

    private long count(String query) {
        Long count = jdbc.queryForObject(query, Long.class);
        return count == null ? 0 : count;
    }

    private static int indexOf(List<String> asked, String text) {
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).replaceAll("\\s+", " ").contains(text)) {
                return i;
            }
        }
        throw new AssertionError("nobody asked: " + text);
    }
}
