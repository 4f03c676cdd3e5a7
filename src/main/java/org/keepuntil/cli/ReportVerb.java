package org.keepuntil.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.report.Matters;
import org.keepuntil.report.Outlook;
import org.keepuntil.report.Period;
import org.keepuntil.report.ReportWriter;
import org.keepuntil.report.RunReports;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil report}. */
@Command(
        name = "report",
        description = {
            "Write the report of a run again, or of a period, or list the runs.",
            "The report is made from the control schema and the audit log, as the run itself made it: what went, under which"
                    + " rule in its own words, what did not and why. Only the forecast is left out: `keepuntil forecast` makes"
                    + " one.",
            "With --since it tells of all runs that ended in a period, in a directory period-SINCE-to-UNTIL. Both kinds come with a"
                    + " certificate to be signed, as PDF, and the directory has an index.html over them all."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# The last run",
            "keepuntil report --database demo",
            "# The runs that there were, and the report of one",
            "keepuntil report --list --database demo",
            "keepuntil report 3 --output /srv/reports --database demo",
            "# A quarter, and one class of it",
            "keepuntil report --since 2026-04-01 --until 2026-06-30 --database demo",
            "keepuntil report --since 2026-04-01 --class referral --database demo"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.MISMATCH, ExitCode.NOT_FOUND
        })
final class ReportVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's number. Default: the last run.")
    private @Nullable Long number;

    @Option(names = "--list", description = "List the runs instead.")
    private boolean list;

    @Mixin
    private PeriodOptions period;

    @Mixin
    private ReportOption where;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    ReportVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException, IOException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.auditor(), roles.operator(), roles.approver()))) {
            Runs runs = Runs.of(JdbcClient.create(session.database()));
            if (list) {
                RunLines.show(runs.all(), format.get(), desk.console());
                return ExitCode.DONE;
            }
            RunReports reports = RunReports.of(
                    session.database(),
                    Root.Version.number(),
                    code -> ExitCode.of(code).label(),
                    () -> database.tokenKeys().of(session.installation()));
            Optional<Period> asked = period.period(today(session), number != null);
            return asked.isPresent() ? write(reports, asked.get()) : write(reports, find(runs));
        }
    }

    private Run find(Runs runs) {
        if (number == null) {
            return runs.all().stream()
                    .filter(run -> run.digests().isPresent())
                    .findFirst()
                    .orElseThrow(() -> new UserError(
                            ExitCode.NOT_FOUND, "There has been no run yet.", "`keepuntil run` makes one."));
        }
        Run run = runs.find(number)
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "There is no run " + number + ".",
                        "`keepuntil report --list` lists the runs."));
        if (run.digests().isEmpty()) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "Run " + number + " has no plan, so it touched nothing and there is nothing to report.");
        }
        return run;
    }

    private LocalDate today(Session session) {
        return LocalDate.now(
                desk.clock().withZone(Matters.of(session.database()).zone().orElse(ZoneOffset.UTC)));
    }

    private ExitCode write(RunReports reports, Period of) throws IOException {
        PeriodOptions.check(of, reports.rules());
        ReportWriter.Written written = reports.write(of, where.of(of));
        return tell(written, null, "The report " + of.id());
    }

    private ExitCode write(RunReports reports, Run run) throws IOException {
        ReportWriter.Written written = reports.write(run, new Outlook.LeftOut(), where.of(run));
        return tell(written, run.id(), "The report of run " + run.id() + ", as of " + run.asOf());
    }

    private ExitCode tell(ReportWriter.Written written, @Nullable Long run, String what) {
        if (format.get() == Format.JSON) {
            Json.write(
                    new Document(run, written.html().toString()), desk.console().out());
        } else {
            desk.console().print(what + ": " + written.html());
        }
        written.discrepancies().forEach(check -> desk.console().err().println("Does not add up: " + check.sentence()));
        return written.discrepancies().isEmpty() ? ExitCode.DONE : ExitCode.MISMATCH;
    }

    private record Document(@Nullable Long run, String report) {}
}
