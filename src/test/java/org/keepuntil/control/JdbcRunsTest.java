package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class JdbcRunsTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);
    private static final PlanDigests DIGESTS =
            new PlanDigests("a".repeat(64), "b".repeat(64), "c".repeat(64), "d".repeat(64));

    private static ControlDatabase database;
    private static Runs runs;

    @BeforeAll
    static void install() throws SQLException {
        database = ControlDatabase.installed();
        runs = Runs.of(JdbcClient.create(database.operator()));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void begin_startsPlanning() {
        Run run = runs.begin(AS_OF);

        assertThat(run.state()).isEqualTo(RunState.PLANNING);
        assertThat(run.epoch()).isEqualTo(1);
        assertThat(run.asOf()).isEqualTo(AS_OF);
        assertThat(run.operator()).isEqualTo(database.operatorLogin());
        assertThat(runs.find(run.id())).contains(run);
        assertThat(runs.unfinished()).contains(run);
    }

    @Test
    void planned_freezesThePlan() {
        Run run = runs.planned(runs.begin(AS_OF), DIGESTS, "{\"title\": \"South Essex\"}", List.of(), RunState.RUNNING);

        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(run.digests()).contains(DIGESTS);
        assertThat(run.report()).hasValueSatisfying(report -> assertThat(report).contains("South Essex"));
        assertThatThrownBy(() -> new JdbcTemplate(database.operator())
                        .update("update keepuntil.run set plan_digest = ? where id = ?", "e".repeat(64), run.id()))
                .hasStackTraceContaining("the plan of run " + run.id() + " is frozen");
    }

    @Test
    void end_closesTheRunForGood() {
        Run run = runs.end(runs.begin(AS_OF), RunState.FINISHED, 0, "done");

        assertThat(run.finishedAt()).isPresent();
        assertThat(run.exitCode()).hasValue(0);
        assertThat(runs.unfinished()).doesNotContain(run);
        assertThatThrownBy(() -> runs.end(run, RunState.FAILED, 1, "again")).isInstanceOf(RunTakenOverException.class);
        assertThatThrownBy(() -> new JdbcTemplate(database.operator())
                        .update("update keepuntil.run set message = 'else' where id = ?", run.id()))
                .hasStackTraceContaining("run " + run.id() + " is closed");
    }

    @Test
    void takeOver_fencesTheOldRunnerOff_whenItComesBack() {
        Run old = runs.planned(runs.begin(AS_OF), DIGESTS, "{}", List.of(), RunState.RUNNING);

        Run taken = runs.takeOver(old);

        assertThat(taken.epoch()).isEqualTo(2);
        assertThatThrownBy(() -> runs.end(old, RunState.FINISHED, 0, "done")).isInstanceOf(RunTakenOverException.class);
        assertThatThrownBy(() -> runs.takeOver(old)).isInstanceOf(RunTakenOverException.class);
        assertThat(runs.end(taken, RunState.FINISHED, 0, "done").state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void takeOver_goesOn_whenTheRunWasInterrupted() {
        Run left = runs.end(
                runs.planned(runs.begin(AS_OF), DIGESTS, "{}", List.of(), RunState.RUNNING),
                RunState.INTERRUPTED,
                75,
                "stopped");

        assertThat(left.finishedAt()).isEmpty();
        assertThat(runs.takeOver(left).state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void takeOver_waits_whileTheOldRunnerHoldsTheRun() throws Exception {
        Run run = runs.planned(runs.begin(AS_OF), DIGESTS, "{}", List.of(), RunState.RUNNING);
        try (Connection batch = database.operator().getConnection()) {
            batch.setAutoCommit(false);
            Runs of = of(batch);
            of.enter(run);
            of.hold(run);

            CompletableFuture<Run> taking = CompletableFuture.supplyAsync(() -> runs.takeOver(run));
            assertThat(waiting("update keepuntil.run set epoch")).isTrue();
            assertThat(taking).isNotDone();

            batch.commit();
            assertThat(taking.get(10, TimeUnit.SECONDS).epoch()).isEqualTo(2);
        }
    }

    @Test
    void hold_isRefused_whereTheRunWasTakenOverInTheMidstOfTheTransaction() throws SQLException {
        for (int isolation : List.of(
                Connection.TRANSACTION_READ_COMMITTED,
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE)) {
            Run run = runs.planned(runs.begin(AS_OF), DIGESTS, "{}", List.of(), RunState.RUNNING);
            try (Connection batch = database.operator().getConnection()) {
                batch.setTransactionIsolation(isolation);
                batch.setAutoCommit(false);
                Runs of = of(batch);
                of.enter(run);

                Run taken = new Takeover(database.operator()).take(run);

                // the same login: it was ended. Another one's is refused.
                assertThatThrownBy(() -> of.hold(run)).isInstanceOf(DataAccessException.class);
                try (Connection other = database.superuser().getConnection()) {
                    other.setTransactionIsolation(isolation);
                    other.setAutoCommit(false);
                    Runs ofOther = of(other);
                    ofOther.enter(taken);
                    runs.takeOver(taken);
                    assertThatThrownBy(() -> ofOther.hold(taken)).isInstanceOf(RunTakenOverException.class);
                    other.rollback();
                    assertThatThrownBy(() -> ofOther.enter(taken)).isInstanceOf(RunTakenOverException.class);
                }
            }
        }
    }

    @Test
    void aClientThatFallsSilent_isEndedByTheServer_soonerOnceItHoldsTheRun() throws SQLException {
        Run run = runs.planned(runs.begin(AS_OF), DIGESTS, "{}", List.of(), RunState.RUNNING);
        try (Connection batch = database.operator().getConnection()) {
            batch.setAutoCommit(false);
            Runs of = of(batch);
            of.enter(run);
            assertThat(silence(batch)).isEqualTo("1min");
            of.hold(run);
            assertThat(silence(batch)).isEqualTo("10s");
            batch.rollback();
            assertThat(silence(batch)).isEqualTo("0");
        }
    }

    private static Runs of(Connection connection) {
        return Runs.of(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
    }

    private static String silence(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show idle_in_transaction_session_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void epoch_onlyGrows_whateverTheOperatorWrites() {
        Run run = runs.begin(AS_OF);
        JdbcTemplate operator = new JdbcTemplate(database.operator());

        assertThatThrownBy(() -> operator.update("update keepuntil.run set epoch = 7 where id = ?", run.id()))
                .hasStackTraceContaining("can only be raised by one");
        assertThatThrownBy(() -> operator.update("update keepuntil.run set epoch = 0 where id = ?", run.id()))
                .hasStackTraceContaining("can only be raised by one");
    }

    @Test
    void candidates_areFrozenAndDropped() {
        JdbcTemplate operator = new JdbcTemplate(database.operator());
        Run run = runs.begin(AS_OF);
        String insert = "insert into keepuntil.candidate select " + run.id()
                + ", 'referral', n, array[n::text], 'r' from generate_series(";
        operator.execute("select keepuntil.open_plan(" + run.id() + ")");
        operator.execute(insert + "1, 1000) n");

        operator.execute("select keepuntil.freeze_plan(" + run.id() + ")");

        assertThatThrownBy(() -> operator.execute(insert + "1001, 1001) n")).hasStackTraceContaining("frozen");
        assertThat(operator.queryForObject(
                        "select reltuples from pg_class where oid = ('keepuntil.candidate_' || ?)::regclass",
                        Long.class,
                        run.id()))
                .isEqualTo(1000);
        assertThatThrownBy(() -> operator.execute("select keepuntil.drop_plan(" + run.id() + ")"))
                .hasStackTraceContaining("run " + run.id() + " is not closed");
        runs.end(run, RunState.FINISHED, 0, "done");
        operator.execute("select keepuntil.drop_plan(" + run.id() + ")");
        operator.execute("select keepuntil.drop_plan(" + run.id() + ")");
        assertThat(operator.queryForObject(
                        "select count(*) from keepuntil.candidate where run = ?", Long.class, run.id()))
                .isZero();
        assertThatThrownBy(() -> operator.execute("select keepuntil.open_plan(" + run.id() + ")"))
                .hasStackTraceContaining("is not being planned");
    }

    private static boolean waiting(String query) throws InterruptedException {
        JdbcTemplate server = new JdbcTemplate(database.superuser());
        for (int i = 0; i < 200; i++) {
            if (!server.queryForList(
                            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like ?",
                            query + "%")
                    .isEmpty()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        return false;
    }
}
