package org.keepuntil.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.report.HoldsInForce.HoldReference;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
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
        if (run.digests().isEmpty()) {
            throw new IllegalArgumentException("run " + run.id() + " never had a plan");
        }
        return inSnapshot(() -> ReportWriter.write(directory, report(run, outlook)));
    }

    @Override
    public ReportWriter.Written write(Period period, Path directory) throws IOException {
        return inSnapshot(() -> PeriodWriter.write(directory, report(period)));
    }

    private ReportWriter.Written inSnapshot(Writing writing) throws IOException {
        try {
            ReportWriter.Written written = snapshot.execute(status -> {
                try {
                    return writing.write();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            if (written == null) {
                throw new IllegalStateException("nothing was written");
            }
            Path reports = written.directory().getParent();
            if (reports != null) {
                ReportIndex.write(reports);
            }
            return written;
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private interface Writing {
        ReportWriter.Written write() throws IOException;
    }

    /** A run belongs to the day on which it ended, by the schedule's clock; one that never did, to that on which it began. */
    private PeriodReport report(Period period) {
        List<Run> runs = Runs.of(JdbcClient.create(database)).all().stream()
                .filter(run -> run.digests().isPresent()
                        && run.state() != org.keepuntil.control.RunState.PLANNED
                        && period.contains(day(run)))
                .sorted(Comparator.comparingLong(Run::id))
                .toList();
        return new PeriodReport(
                period,
                databaseName(),
                programVersion,
                runs.stream().map(run -> report(run, new Outlook.LeftOut())).toList());
    }

    private static LocalDate day(Run run) {
        return LocalDate.ofInstant(
                run.finishedAt().orElse(run.startedAt()),
                FrozenSchedules.parse(run.report().orElseThrow()).facts().zone());
    }

    @Override
    public Map<String, Set<String>> rules() {
        Map<String, Set<String>> rules = new TreeMap<>();
        jdbc.query("select distinct class, rule from keepuntil.plan_rule", row -> {
            rules.computeIfAbsent(row.getString(1), name -> new TreeSet<>()).add(row.getString(2));
        });
        return rules;
    }

    private String databaseName() {
        return String.valueOf(jdbc.queryForObject("select current_database()", String.class));
    }

    private RunReport report(Run run, Outlook outlook) {
        PlanDigests digests = run.digests().orElseThrow();
        FrozenSchedules schedules = FrozenSchedules.parse(run.report().orElseThrow());
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
                databaseName(),
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
