package org.keepuntil.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.report.HoldsInForce.HoldReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link RunReports}: the run itself; {@link JdbcClassReports} has its classes, {@link JdbcRunRows} its records. */
final class JdbcRunReports implements RunReports {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final DataSource database;
    private final String programVersion;
    private final IntFunction<String> exitMeaning;
    private final Supplier<TokenKey> tokens;

    JdbcRunReports(
            DataSource database, String programVersion, IntFunction<String> exitMeaning, Supplier<TokenKey> tokens) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        this.programVersion = programVersion;
        this.exitMeaning = exitMeaning;
        this.tokens = tokens;
    }

    @Override
    public ReportWriter.Written write(Run run, Outlook outlook, Path directory) throws IOException {
        PlanDigests digests =
                run.digests().orElseThrow(() -> new IllegalArgumentException("run " + run.id() + " never had a plan"));
        FrozenSchedules schedules = FrozenSchedules.parse(run.report().orElseThrow());
        try {
            ReportWriter.Written written =
                    snapshot.execute(status -> write(directory, report(run, digests, schedules, outlook)));
            if (written == null) {
                throw new IllegalStateException("nothing was written");
            }
            return written;
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private static ReportWriter.Written write(Path directory, RunReport report) {
        try {
            return ReportWriter.write(directory, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunReport report(Run run, PlanDigests digests, FrozenSchedules schedules, Outlook outlook) {
        JdbcRunRows rows = new JdbcRunRows(database, run, schedules, tokens);
        List<ClassReport> classes = new JdbcClassReports(jdbc, run, rows).read(schedules);
        RunFacts facts = facts(run);
        return new RunReport(
                schedules.facts(),
                facts,
                new Digests(digests.schedule(), digests.binding(), digests.catalog(), digests.plan()),
                classes,
                holds(run),
                schedules.schedules().stream()
                        .flatMap(s -> s.copiesElsewhere().stream())
                        .distinct()
                        .toList(),
                schedules.schedules().stream()
                        .flatMap(s -> Optional.ofNullable(s.backupsKept()).stream())
                        .distinct()
                        .reduce((a, b) -> a + "; " + b),
                rows.register(),
                rows.exceptions(),
                outlook,
                LinkFinding.of(run, jdbc),
                JdbcBesides.read(jdbc, database, run),
                new JdbcBasis(database).read(run, digests, classes, facts.log()));
    }

    private RunFacts facts(Run run) {
        int exitCode = run.exitCode().orElse(-1);
        return new RunFacts(
                Long.toString(run.id()),
                String.valueOf(jdbc.queryForObject("select current_database()", String.class)),
                run.operator(),
                run.asOf(),
                run.startedAt(),
                run.finishedAt(),
                programVersion,
                state(run),
                exitCode,
                exitCode < 0 ? "it has not ended" : exitMeaning.apply(exitCode),
                log(run));
    }

    private static RunState state(Run run) {
        return switch (run.state()) {
            case FINISHED -> RunState.FINISHED;
            case FAILED -> RunState.FAILED;
            case REFUSED -> RunState.REFUSED;
            // a run that is under way is to its reader what one that was left is: not at its end
            case PLANNING, PLANNED, RUNNING, INTERRUPTED -> RunState.INTERRUPTED;
        };
    }

    private Optional<RunFacts.LogRange> log(Run run) {
        return jdbc
                .query(
                        "select min(first), max(first + entries - 1) from keepuntil.log_bundle where run = ? having count(*) > 0",
                        (row, n) -> new RunFacts.LogRange(row.getLong(1), row.getLong(2)),
                        run.id())
                .stream()
                .findFirst();
    }

    /** Those in force when the run ended; of a run that has not, now. */
    private List<HoldsInForce> holds(Run run) {
        Map<String, List<HoldReference>> kinds = new TreeMap<>();
        OffsetDateTime ended =
                run.finishedAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
        jdbc.query(
                """
                select kind, 'hold ' || id || coalesce(', ' || reference, ''), review_on
                from keepuntil.hold, (select coalesce(?::timestamptz, now()) as at) ended
                where placed_at <= ended.at and (released_at is null or released_at > ended.at)
                order by id""",
                row -> {
                    kinds.computeIfAbsent(row.getString(1), kind -> new ArrayList<>())
                            .add(new HoldReference(
                                    row.getString(2), Optional.ofNullable(row.getObject(3, LocalDate.class))));
                },
                ended);
        return kinds.entrySet().stream()
                .map(kind -> new HoldsInForce(kind.getKey(), kind.getValue().size(), kind.getValue()))
                .toList();
    }
}
