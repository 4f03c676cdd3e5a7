package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.dispose.Pace;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several workers share the list of a run: the same records go as with one, each once, wherever they are stopped. */
class WorkersTest {
    private static final Pace SMALL = new Pace(10, 20, 40, 20);

    @TempDir
    Path keys;

    private SampleNight sample;
    private JdbcTemplate jdbc;
    private final AtomicBoolean stop = new AtomicBoolean();
    private long before;

    @BeforeEach
    void makeSample() throws Exception {
        sample = SampleNight.ofSample(2500, keys);
        jdbc = new JdbcTemplate(sample.superuser());
        before = count("select count(*) from sees.referral");
    }

    @AfterEach
    void dropSample() {
        sample.close();
    }

    @Test
    void severalWorkers_disposeOfEachRecordOnce() throws Exception {
        Night night = planned(4, new SampleNight.Listener());
        Set<String> listed = listed();
        night.dispose();
        assertThat(count("select count(*) from keepuntil.progress_slice where position = last"))
                .as("parts that were worked on")
                .isGreaterThan(1)
                .isEqualTo(count("select count(*) from keepuntil.progress_slice"));
        assertWhole(night, listed);
    }

    @Test
    void stoppedBetweenTwoBatches_oneWorkerGoesOnWhereEachWas() throws Exception {
        Night night = planned(3, stopAfter(100));
        Set<String> listed = listed();
        night.dispose();
        long done = count("select done from keepuntil.progress");
        assertThat(done).isBetween(100L, (long) listed.size() - 1);
        assertThat(count("select count(*) from keepuntil.unreached"))
                .as("who was not reached")
                .isEqualTo(listed.size() - done - count("select count(*) from keepuntil.outcome"));

        stop.set(false);
        Night next = sample.night(stop::get, new SampleNight.Listener());
        next.workAt(SMALL);
        next.takeUp(night.run());
        next.plan();
        next.dispose();
        assertWhole(next, listed);
    }

    @Test
    void aWorkerThatFails_endsTheOthersBetweenTwoBatches() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        Night night = planned(3, new SampleNight.Listener() {
            @Override
            public void disposing(String recordClass, long looked, long planned) {
                if (looked > 100 && broken.get() == 0) {
                    broken.addAndGet(jdbc.queryForList(
                                    "select pg_terminate_backend(pid) from pg_stat_activity"
                                            + " where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null limit 1")
                            .size());
                }
            }
        });
        Set<String> listed = listed();
        assertThatThrownBy(night::dispose).isInstanceOf(RuntimeException.class);
        long done = count("select done from keepuntil.progress");
        assertThat(count("select count(*) from keepuntil.unreached"))
                .isEqualTo(listed.size() - done - count("select count(*) from keepuntil.outcome"));

        Night next = sample.night(() -> false, new SampleNight.Listener());
        next.workAt(SMALL.by(2));
        next.takeUp(night.run());
        next.plan();
        next.dispose();
        assertWhole(next, listed);
    }

    private SampleNight.Listener stopAfter(long records) {
        return new SampleNight.Listener() {
            @Override
            public void disposing(String recordClass, long looked, long planned) {
                stop.compareAndSet(false, looked >= records);
            }
        };
    }

    private Night planned(int workers, SampleNight.Listener listener) throws Exception {
        Night night = sample.night(stop::get, listener);
        night.workAt(SMALL.by(workers));
        night.begin(SampleNight.AS_OF);
        night.plan();
        return night;
    }

    private Set<String> listed() {
        Set<String> listed = new HashSet<>(jdbc.queryForList("select key[1] from keepuntil.candidate", String.class));
        assertThat(listed).hasSizeGreaterThan(250);
        return listed;
    }

    private void assertWhole(Night night, Set<String> listed) throws Exception {
        assertThat(count("select count(*) from sees.referral")).isEqualTo(before - listed.size());
        assertThat(count("select count(*) from sees.referral where id = any('{" + String.join(",", listed) + "}')"))
                .isZero();
        assertThat(count("select done from keepuntil.progress")).isEqualTo(listed.size());
        assertThat(count("select position from keepuntil.progress")).isEqualTo(listed.size());
        assertThat(count("select count(*) from keepuntil.unreached")).isZero();
        List<String> logged = new ArrayList<>();
        AuditLog.of(JdbcClient.create(sample.operator()))
                .readIndexed(night.run().id(), (index, entry) -> {
                    if (entry instanceof Disposed disposed) {
                        logged.add(disposed.reference());
                    }
                });
        assertThat(logged).doesNotHaveDuplicates().hasSize(listed.size());
        night.seal();
        assertThat(night.reconciliation().done()).isEqualTo(listed.size());
        assertThat(night.reconciliation().left()).isEmpty();
    }

    private long count(String query) {
        return Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
    }
}
