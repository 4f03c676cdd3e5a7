package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.app.soak.Application;
import org.keepuntil.app.soak.Checker;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Roles;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.Pace;
import org.keepuntil.hold.Holds;
import org.keepuntil.sql.Identifier;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An application with transactions of every isolation that adds contacts, reopens referrals, moves children, corrects births, locks rows
 * and touches children before their records, while a run works through all that is due in small batches.
 */
class ApplicationLifeTest {
    private static final Pace SMALL = new Pace(2, 2, 8, 5);
    private static final long PATIENCE_MILLIS = 500;

    @TempDir
    Path keys;

    @Test
    void nothingThatStoppedBeingDueGoes_andTheApplicationIsNeitherVictimNorKeptWaiting() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        try (SampleNight sample = SampleNight.ofSample(4000, keys)) {
            JdbcTemplate jdbc = new JdbcTemplate(sample.superuser());
            TokenKey tokens = sample.tokens();
            Checker.copy(sample.superuser(), tokens);
            Roles roles = Roles.of(sample.database().name());
            TestDatabase.Login approver = sample.database().login("placing_holds", roles.approver());
            // whatever a login's defaults are, a batch works as it must
            TestDatabase.Login operator = sample.database().login("strict", roles.operator());
            jdbc.execute("alter role " + Identifier.quote(operator.user())
                    + " set default_transaction_isolation = 'serializable'");
            Night night = sample.night(operator.dataSource(), () -> false, new SampleNight.Listener());
            night.begin(SampleNight.AS_OF);
            night.plan();

            List<Long> batches = new ArrayList<>();
            long[] last = {System.nanoTime()};
            try (Application application =
                    new Application(sample.superuser(), Holds.of(approver.dataSource(), () -> tokens), seed, 25)) {
                application.begin();
                Disposer.of(operator.dataSource(), sample.workload(), tokens, Clock.systemUTC())
                        .dispose(night.run(), SMALL, () -> false, (name, looked, planned) -> {
                            batches.add((System.nanoTime() - last[0]) / 1_000_000);
                            last[0] = System.nanoTime();
                        });
                application.end();

                assertThat(new Checker(sample.superuser()).check())
                        .as("seed %d", seed)
                        .isEmpty();
                assertThat(jdbc.queryForObject("select count(*) from soak.journal where what <> 'hold'", Integer.class))
                        .isGreaterThan(20);
                assertThat(jdbc.queryForObject("select count(*) from soak.gone", Integer.class))
                        .isGreaterThan(100);
                assertThat(application.deadlocks()).as("seed %d", seed).isZero();
                assertThat(application.longestWaitMillis()).isLessThan(Collections.max(batches) + PATIENCE_MILLIS);
            }
        }
    }
}
