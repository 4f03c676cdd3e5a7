package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.Pace;
import org.springframework.dao.DataIntegrityViolationException;

/** The application refers to shared rows, and works on them, while a run is about to take them along. */
class SharedRowsLifeTest {
    @TempDir
    Path folder;

    private SharedNight made;

    @BeforeEach
    void make() throws Exception {
        made = new SharedNight(folder, SharedNight.FILES, """
                records:
                  file: { table: app.file, open while: never, events: { closing: closed }, components: [child] }
                """, """
                create schema app;
                create table app.child (id int primary key, name text);
                create table app.file (no int primary key, closed date, child_id int references app.child);
                create index on app.file (child_id);
                insert into app.child select n, 'x' from generate_series(1, 300) n;
                insert into app.file select n, '2010-01-01', n from generate_series(1, 300) n;
                """);
    }

    @AfterEach
    void dropDatabase() {
        made.close();
    }

    @Test
    void aPersonToWhomAnOpenTransactionRefersAnew_staysWhenItCommits_andGoesWhenItDoesNot() throws Exception {
        Night night = made.planned();
        ExecutorService application = Executors.newSingleThreadExecutor();
        try (Connection commits = open("insert into app.file values (1001, '2026-01-01', 1)");
                Connection rollsBack = open("insert into app.file values (1002, '2026-01-01', 2)")) {
            Future<?> ends = application.submit(() -> {
                Thread.sleep(500);
                commits.commit();
                rollsBack.rollback();
                return null;
            });
            night.dispose();
            ends.get();
        } finally {
            application.shutdownNow();
        }
        night.seal();

        assertThat(made.outcomes()).isEmpty();
        assertThat(made.all()).containsExactly("child 1,x", "file 1001,2026-01-01,1");
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void aPersonWhomSomebodyHasLocked_putsTheRecordOff() throws Exception {
        Night night = made.planned();
        try (Connection ignored = open("update app.child set name = 'y' where id = 7")) {
            night.dispose();
        }
        night.seal();

        assertThat(made.outcomes()).isEqualTo(Map.of("file 7", "failed: locked"));
        assertThat(made.all()).containsExactly("child 7,x", "file 7,2010-01-01,7");
    }

    @Test
    void whoeverIsReferredToInTime_stays() throws Exception {
        Night night = made.planned();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService application = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> refers = application.submit(() -> {
                int late = 0;
                for (int child = 300; child > 0 && !stop.get(); child--) {
                    try {
                        made.jdbc.update("insert into app.file values (?, '2026-01-01', ?)", 1000 + child, child);
                    } catch (DataIntegrityViolationException gone) {
                        late++;
                    }
                }
                return late;
            });
            Disposer.of(made.sample.operator(), made.sample.workload(), made.sample.tokens(), SharedNight.CLOCK)
                    .dispose(night.run(), new Pace(3, 3, 3, 1), () -> false, (name, looked, planned) -> {});
            stop.set(true);
            refers.get();
        } finally {
            application.shutdownNow();
        }
        night.seal();

        List<Integer> referred =
                made.jdbc.queryForList("select child_id from app.file where no > 1000 order by 1", Integer.class);
        assertThat(referred).isNotEmpty();
        assertThat(made.jdbc.queryForList("select id from app.child order by 1", Integer.class))
                .as("those referred to anew, and nobody else but those of files that were put off")
                .containsAll(referred)
                .hasSize(referred.size()
                        + made.jdbc
                                .queryForList("select no from app.file f where no <= 1000 and not exists"
                                        + " (select 1 from app.file g where g.no = f.no + 1000)")
                                .size());
    }

    private Connection open(String sql) throws SQLException {
        Connection connection = made.sample.superuser().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
        return connection;
    }
}
