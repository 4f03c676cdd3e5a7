package org.keepuntil.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Runs;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcLogTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);

    private static ControlDatabase database;
    private static AuditLog log;

    @BeforeAll
    static void install() throws SQLException {
        database = ControlDatabase.installed();
        log = AuditLog.of(JdbcClient.create(database.operator()));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void append_putsEntriesAtTheEnd_andReadGivesThemBack() {
        long run = begin();
        long before = log.size();

        long first = log.append(run, List.of(disposed(run, 1), disposed(run, 2)));
        long second = log.append(run, List.of(new Flagged(run, "referral", "r", 1, 0)));

        assertThat(first).isEqualTo(before);
        assertThat(second).isEqualTo(before + 2);
        assertThat(log.size()).isEqualTo(before + 3);
        assertThat(entries(run))
                .containsExactly(disposed(run, 1), disposed(run, 2), new Flagged(run, "referral", "r", 1, 0));
    }

    @Test
    void read_givesThoseOfTheKindsAsked_whereverTheyStandInABundle() {
        long run = begin();
        Flagged one = new Flagged(run, "referral", "r", 1, 0);
        Flagged other = new Flagged(run, "referral", "another", 0, 2);
        Disposed thatSpeaksOfIt = new Disposed(
                run, "referral", "ref", Disposal.DESTROY, "flagged", AS_OF, Map.of("flagged", 1L), Map.of());
        log.append(run, List.of(disposed(run, 1), one));
        log.append(run, List.of(thatSpeaksOfIt));
        for (int i = 0; i < 20; i++) {
            log.append(run, List.of(disposed(run, i)));
        }
        log.append(run, List.of(other, disposed(run, 2)));
        long later = begin();
        log.append(later, List.of(new Flagged(later, "referral", "r", 1, 0)));
        List<Entry> found = new ArrayList<>();

        log.read(run, Set.of(Flagged.KIND, Refreshed.KIND), found::add);

        assertThat(found).containsExactly(one, other);
    }

    @Test
    void append_leavesNothing_whenTheTransactionIsRolledBack() {
        long run = begin();
        long before = log.size();
        DataSource operator = database.operator();

        transaction(operator).executeWithoutResult(status -> {
            AuditLog.of(JdbcClient.create(operator)).append(run, List.of(disposed(run, 1)));
            status.setRollbackOnly();
        });

        assertThat(log.size()).isEqualTo(before);
        assertThat(entries(run)).isEmpty();
    }

    @Test
    void append_leavesNoGap_whenFourWriteAtTheSameTimeAndSomeFail() throws Exception {
        long run = begin();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> written = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int seed = writer;
                written.add(writers.submit(() -> write(run, new Random(seed))));
            }
            int entries = 0;
            for (Future<Integer> w : written) {
                entries += w.get(60, TimeUnit.SECONDS);
            }
            assertThat(entries(run)).hasSize(entries);
        } finally {
            writers.shutdownNow();
        }
        assertThat(JdbcClient.create(database.auditor())
                        .sql("""
                                select count(*) from (
                                    select first, coalesce(lag(first + entries) over (order by first), 0) as expected
                                    from keepuntil.log_bundle) bundles
                                where first <> expected""")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(log.size())
                .isEqualTo(JdbcClient.create(database.auditor())
                        .sql("select sum(entries) from keepuntil.log_bundle")
                        .query(Long.class)
                        .single());
    }

    @Test
    void append_refuses_whenThereIsNothingToSayOrItIsAnotherRuns() {
        long run = begin();
        long other = begin();

        assertThatThrownBy(() -> log.append(run, List.of())).hasStackTraceContaining("nothing to write");
        assertThatThrownBy(() -> log.append(run, List.of(disposed(run, 1), disposed(other, 1))))
                .hasStackTraceContaining("entry 2 of the bundle is not one that may be written here");
        assertThatThrownBy(() -> log.append(-1, List.of(disposed(-1, 1))))
                .hasStackTraceContaining("log_bundle_run_fkey");
    }

    @Test
    void append_refuses_whenTheBundleIsNotWhatItSays() {
        long run = begin();
        byte[] bundle = Bundle.encode(List.of(disposed(run, 1), disposed(run, 2)));
        byte[] cut = Arrays.copyOf(bundle, bundle.length - 1);

        assertThatThrownBy(() -> rawAppend(run, 1, bundle)).hasStackTraceContaining("does not have 1 entries");
        assertThatThrownBy(() -> rawAppend(run, 3, bundle)).hasStackTraceContaining("does not have 3 entries");
        assertThatThrownBy(() -> rawAppend(run, -1, bundle)).hasStackTraceContaining("nothing to write");
        assertThatThrownBy(() -> rawAppend(run, null, bundle)).hasStackTraceContaining("nothing to write");
        assertThatThrownBy(() -> rawAppend(run, 1, null)).hasStackTraceContaining("nothing to write");
        assertThatThrownBy(() -> rawAppend(run, 2, cut)).hasStackTraceContaining("cut short");
        assertThatThrownBy(() -> rawAppend(run, 2, new byte[] {0})).hasStackTraceContaining("cut short");
    }

    private static void rawAppend(
            long run,
            @org.jspecify.annotations.Nullable Integer entries,
            byte @org.jspecify.annotations.Nullable [] bundle) {
        JdbcClient.create(database.operator())
                .sql("select keepuntil.append(?, ?::integer, ?::bytea)")
                .param(run)
                .param(entries)
                .param(bundle)
                .query(Long.class)
                .single();
    }

    /** Writes bundles of some size, a third of them in transactions that fail; returns how many entries are there for good. */
    private static int write(long run, Random random) throws SQLException {
        int written = 0;
        try (Connection connection = database.operator().getConnection()) {
            DataSource operator = new SingleConnectionDataSource(connection, true);
            AuditLog mine = AuditLog.of(JdbcClient.create(operator));
            for (int i = 0; i < 40; i++) {
                int entries = 1 + random.nextInt(20);
                boolean fails = random.nextInt(3) == 0;
                transaction(operator).executeWithoutResult(status -> {
                    mine.append(run, Collections.nCopies(entries, disposed(run, random.nextInt())));
                    if (fails) {
                        status.setRollbackOnly();
                    }
                });
                written += fails ? 0 : entries;
            }
        }
        return written;
    }

    private static List<Entry> entries(long run) {
        List<Entry> entries = new ArrayList<>();
        log.readIndexed(run, (index, entry) -> entries.add(entry));
        return entries;
    }

    private static long begin() {
        return Runs.of(JdbcClient.create(database.operator())).begin(AS_OF).id();
    }

    private static TransactionTemplate transaction(DataSource account) {
        return new TransactionTemplate(new JdbcTransactionManager(account));
    }

    private static Disposed disposed(long run, int record) {
        return new Disposed(
                run,
                "referral",
                "token-" + record,
                Disposal.DESTROY,
                "referral-25",
                AS_OF,
                Map.of("sees.referral", 1L, "sees.contact", 3L),
                Map.of());
    }
}
