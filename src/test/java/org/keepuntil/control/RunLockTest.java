package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class RunLockTest {
    private final ControlDatabase database = ControlDatabase.installed();

    RunLockTest() throws SQLException {}

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void take_refusesAtOnce_whileAnotherRunHasIt() throws SQLException {
        try (RunLock lock = RunLock.take(database.superuser())) {
            assertThat(lock.held()).isTrue();
            assertThatThrownBy(() -> RunLock.take(database.superuser())).isInstanceOf(RunLockedException.class);
        }
        try (RunLock again = RunLock.take(database.superuser())) {
            assertThat(again.held()).isTrue();
        }
    }

    @Test
    void take_refuses_andKeepsNothing_whenAnotherProgramHasUpgradedTheSchema() throws SQLException {
        new JdbcTemplate(database.superuser()).execute("""
                insert into keepuntil.schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (99, '99', 'from the future', 'SQL', 'V99__x.sql', 'x', 0, true)""");

        assertThatThrownBy(() -> RunLock.take(database.operator())).isInstanceOf(ControlSchemaException.class);

        assertThat(RunLock.isTaken(database.superuser())).isFalse();
    }

    @Test
    void take_works_whileARunInAnotherDatabaseIsUnderWay() throws SQLException {
        try (ControlDatabase other = ControlDatabase.installed();
                RunLock lock = RunLock.take(database.superuser());
                RunLock otherLock = RunLock.take(other.superuser())) {
            assertThat(lock.held()).isTrue();
            assertThat(otherLock.held()).isTrue();
        }
    }

    @Test
    void held_isFalse_whenTheConnectionWasCut() throws SQLException {
        RunLock lock = RunLock.take(database.superuser());

        cut();

        assertThat(lock.held()).isFalse();
        try (RunLock next = RunLock.take(database.superuser())) {
            assertThat(next.held()).isTrue();
        }
    }

    @Test
    void lock_outlivesItsLease_asLongAsItsProcessDoes() throws Exception {
        try (RunLock lock = RunLock.take(database.superuser(), Duration.ofMillis(600))) {
            Thread.sleep(2000);
            assertThat(lock.held()).isTrue();
            assertThat(new JdbcTemplate(database.superuser()).queryForObject("""
                    select count(*) from pg_locks where locktype = 'advisory'
                    and database = (select oid from pg_database where datname = current_database())""", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void renew_takesItAgain_whereItWasLost_unlessAnotherRunHasItByNow() throws SQLException {
        try (RunLock lock = RunLock.take(database.superuser())) {
            cut();
            lock.renew();
            assertThat(lock.held()).isTrue();
            assertThatThrownBy(() -> RunLock.take(database.superuser())).isInstanceOf(RunLockedException.class);

            cut();
            try (RunLock other = RunLock.take(database.superuser())) {
                assertThatThrownBy(lock::renew).isInstanceOf(RunLockedException.class);
                assertThat(other.held()).isTrue();
            }
        }
    }

    private void cut() {
        new JdbcTemplate(database.superuser()).queryForList("""
                select pg_terminate_backend(pid, 5000) from pg_locks
                where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())""");
    }
}
