package org.keepuntil.control;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** {@link Runs} in {@code keepuntil.run}. Each update names the epoch that the caller believes in: no row means that it is another. */
final class JdbcRuns implements Runs {
    private static final String COLUMNS = """
            id, epoch, state, as_of, started_at, finished_at, schedule_digest, binding_digest, catalog_digest, plan_digest,
            report, operator, exit_code, message""";

    private static final String SERIALIZATION_FAILURE = "40001";

    private final JdbcClient database;

    JdbcRuns(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Run begin(LocalDate asOf) {
        return database.sql("insert into keepuntil.run (as_of) values (?) returning " + COLUMNS)
                .param(asOf)
                .query(JdbcRuns::run)
                .single();
    }

    @Override
    public Optional<Run> find(long id) {
        return database.sql("select " + COLUMNS + " from keepuntil.run where id = ?")
                .param(id)
                .query(JdbcRuns::run)
                .optional();
    }

    @Override
    public List<Run> all() {
        return database.sql("select " + COLUMNS + " from keepuntil.run order by id desc")
                .query(JdbcRuns::run)
                .list();
    }

    @Override
    public List<Run> unfinished() {
        return database.sql("select " + COLUMNS
                        + " from keepuntil.run where finished_at is null and state <> 'planned' order by id")
                .query(JdbcRuns::run)
                .list();
    }

    @Override
    public List<Run> stored() {
        return database.sql("select " + COLUMNS + " from keepuntil.run where state = 'planned' order by id")
                .query(JdbcRuns::run)
                .list();
    }

    @Override
    public Run planned(Run run, PlanDigests digests, String report, List<String> schedules, RunState next) {
        if (next != RunState.RUNNING && next != RunState.PLANNED) {
            throw new IllegalArgumentException("a plan is not followed by " + next.word());
        }
        return changed(
                run,
                database.sql("""
                update keepuntil.run set state = :next, schedule_digest = :schedule, binding_digest = :binding,
                    catalog_digest = :catalog, plan_digest = :plan, report = :report::jsonb,
                    schedules = :schedules::text[]
                where id = :id and epoch = :epoch and state = 'planning' returning\s""" + COLUMNS)
                        .param("schedule", digests.schedule())
                        .param("binding", digests.binding())
                        .param("catalog", digests.catalog())
                        .param("plan", digests.plan())
                        .param("report", report)
                        .param("schedules", schedules.toArray(String[]::new))
                        .param("next", next.word()));
    }

    @Override
    public Run takeOver(Run run) {
        return changed(run, database.sql("""
                update keepuntil.run set epoch = epoch + 1,
                    state = case when state in ('interrupted', 'planned') then 'running' else state end
                where id = :id and epoch = :epoch and finished_at is null returning\s""" + COLUMNS));
    }

    @Override
    public Run end(Run run, RunState state, int exitCode, String message) {
        if (!state.closed() && state != RunState.INTERRUPTED) {
            throw new IllegalArgumentException("a run does not end as " + state.word());
        }
        return changed(
                run,
                database.sql("""
                update keepuntil.run set state = :state, exit_code = :exitCode, message = :message,
                    finished_at = case when :closed then clock_timestamp() end
                where id = :id and epoch = :epoch and finished_at is null returning\s""" + COLUMNS)
                        .param("state", state.word())
                        .param("closed", state.closed())
                        .param("exitCode", exitCode)
                        .param("message", message));
    }

    @Override
    public void enter(Run run, Duration silence) {
        announce(run.id(), silence);
        requireOwn(run, database.sql("select epoch from keepuntil.run where id = :id and finished_at is null"));
    }

    @Override
    public void announce(long run, Duration silence) {
        database.sql(
                        "select set_config('idle_in_transaction_session_timeout', :silence, true), pg_advisory_xact_lock_shared("
                                + RunnerSessions.KEY + ")")
                .param("silence", Long.toString(silence.toMillis()))
                .param("run", run)
                .query()
                .listOfRows();
    }

    @Override
    public void hold(Run run) {
        try {
            requireOwn(run, database.sql("""
                    select epoch, set_config('idle_in_transaction_session_timeout', :silence, true)
                    from keepuntil.run where id = :id and finished_at is null for share""").param("silence", Long.toString(SILENCE_BEFORE_COMMIT.toMillis())));
        } catch (ConcurrencyFailureException e) {
            // nobody else writes the row: a transaction that works in one snapshot learns of the takeover so
            if (e.getMostSpecificCause() instanceof SQLException sql
                    && SERIALIZATION_FAILURE.equals(sql.getSQLState())) {
                throw new RunTakenOverException(run.id());
            }
            throw e;
        }
    }

    private static void requireOwn(Run run, StatementSpec epochs) {
        Optional<Integer> epoch = epochs.param("id", run.id())
                .query((row, number) -> row.getInt(1))
                .optional();
        if (epoch.isEmpty() || epoch.get() != run.epoch()) {
            throw new RunTakenOverException(run.id());
        }
    }

    private static Run changed(Run run, StatementSpec update) {
        return update.param("id", run.id())
                .param("epoch", run.epoch())
                .query(JdbcRuns::run)
                .optional()
                .orElseThrow(() -> new RunTakenOverException(run.id()));
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getInt("epoch"),
                RunState.of(row.getString("state")),
                row.getObject("as_of", LocalDate.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                digests(row),
                Optional.ofNullable(row.getString("report")),
                row.getString("operator"),
                exitCode(row),
                Optional.ofNullable(row.getString("message")));
    }

    private static Optional<PlanDigests> digests(ResultSet row) throws SQLException {
        String plan = row.getString("plan_digest");
        return plan == null
                ? Optional.empty()
                : Optional.of(new PlanDigests(
                        row.getString("schedule_digest"),
                        row.getString("binding_digest"),
                        row.getString("catalog_digest"),
                        plan));
    }

    private static OptionalInt exitCode(ResultSet row) throws SQLException {
        int exitCode = row.getInt("exit_code");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }
}
