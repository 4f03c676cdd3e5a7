package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class RunLockTest {
    private final ControlDatabase database = ControlDatabase.empty();

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
    void take_works_whileARunInAnotherDatabaseIsUnderWay() throws SQLException {
        try (ControlDatabase other = ControlDatabase.empty();
                RunLock lock = RunLock.take(database.superuser());
                RunLock otherLock = RunLock.take(other.superuser())) {
            assertThat(lock.held()).isTrue();
            assertThat(otherLock.held()).isTrue();
        }
    }

    @Test
    void held_isFalse_whenTheConnectionWasCut() throws SQLException {
        RunLock lock = RunLock.take(database.superuser());

        new JdbcTemplate(database.superuser()).queryForList("""
                select pg_terminate_backend(pid, 5000) from pg_locks
                where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())""");

        assertThat(lock.held()).isFalse();
        try (RunLock next = RunLock.take(database.superuser())) {
            assertThat(next.held()).isTrue();
        }
    }
}
