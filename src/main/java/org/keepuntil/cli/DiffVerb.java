package org.keepuntil.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.plan.Difference;
import org.keepuntil.plan.Differences;
import org.keepuntil.plan.ScheduleDifference;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil diff}. */
@Command(
        name = "diff",
        description = {
            "Show what a change of schedule does to the records that there are.",
            "Says what changes in the rules. With --database it also decides every record by both schedules, and counts"
                    + " those that come due earlier, later, never any more, under another act, or at once. Nothing is"
                    + " changed."
        })
@VerbHelp(
        group = VerbGroup.LOOK,
        examples = {
            "# What changes in the words",
            "keepuntil diff schedules/2026 schedules/2027",
            "# What that does to the records",
            "keepuntil diff schedules/2026 schedules/2027 --database postgresql://clerk@db.example.org/records",
            "# The schedule as it was last adopted, against the one at hand; stop if anything would go sooner",
            "git show adopted:schedules/mine/schedule.yaml >/tmp/adopted.yaml",
            "keepuntil diff /tmp/adopted.yaml schedules/mine --fail-on-earlier --database demo"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.REFUSED,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.COVERAGE
        })
final class DiffVerb implements Callable<ExitCode> {
    private static final int MOST_SAMPLES = 1000;

    private final Desk desk;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "The schedule as it is: its directory, or its schedule.yaml under any name.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "The schedule as it shall be, likewise.")
    private Path fresh;

    @Option(
            names = "--binding",
            paramLabel = "FILE",
            description =
                    "The binding for both. Default: each directory's own; for a schedule without one, the other's.")
    private @Nullable Path binding;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "3",
            description = "Show the keys of up to so many records for each effect. Default: 3.")
    private int samples;

    @Option(
            names = "--fail-on-earlier",
            description = "End with status 7 if any record comes due earlier than before, or for the first time.")
    private boolean failOnEarlier;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private FormatOption format;

    DiffVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (samples < 0 || samples > MOST_SAMPLES) {
            throw new UserError(
                    ExitCode.USAGE, "--samples takes a number from 0 to " + Words.number(MOST_SAMPLES) + ".");
        }
        DiffSide before = DiffSide.of(old);
        DiffSide after = DiffSide.of(fresh);
        if (!database.isOnCommandLine()) {
            refuseWithoutDatabase();
            show(
                    ScheduleDifference.between(before.schedule(desk.console()), after.schedule(desk.console())),
                    Optional.empty());
            return ExitCode.DONE;
        }
        Schedules oldRead = before.read(binding, after, desk.console());
        Schedules newRead = after.read(binding, before, desk.console());
        try (Session session = Session.open(database.target(), roles -> List.of(roles.operator()))) {
            Difference difference = compare(session, oldRead, newRead);
            show(
                    ScheduleDifference.between(
                            oldRead.loaded().get(0).schedule(),
                            newRead.loaded().get(0).schedule()),
                    Optional.of(difference));
            return verdict(difference);
        }
    }

    private void refuseWithoutDatabase() {
        if (failOnEarlier) {
            throw new UserError(
                    ExitCode.USAGE,
                    "--fail-on-earlier asks what becomes of records, and no database is named.",
                    "Add --database.");
        }
        if (format.get() == Format.CSV) {
            throw new UserError(
                    ExitCode.USAGE,
                    "Without a database there are no counts, so there is no --format csv.",
                    "Give table or json, or add --database.");
        }
    }

    private Difference compare(Session session, Schedules oldRead, Schedules newRead) throws SQLException {
        Workload before;
        Workload after;
        try (Connection connection = session.database().getConnection()) {
            Catalog catalog = Catalog.read(connection);
            before = oldRead.bind(catalog, desk.console());
            after = newRead.bind(catalog, desk.console());
        }
        Differences differences = Differences.of(session.database(), before, after);
        for (Work work : differences.classes()) {
            Differences.obstacle(before.work(work.name()), work).ifPresent(obstacle -> {
                throw new UserError(
                        ExitCode.BINDING,
                        "The two cannot be compared: " + obstacle + ".",
                        "Name one binding for both with --binding FILE.");
            });
        }
        try (WatchedProgress progress = new WatchedProgress(desk.console())) {
            return differences.find(asOf.orToday(newRead.today(desk.clock())), samples, progress);
        }
    }

    private ExitCode verdict(Difference difference) {
        if (failOnEarlier && difference.sooner() > 0) {
            desk.console()
                    .err()
                    .println(desk.console()
                            .red(Words.count(difference.sooner(), "record comes", "records come")
                                    + " due earlier than before, or for the first time."));
            return ExitCode.REFUSED;
        }
        return ExitCode.DONE;
    }

    private void show(ScheduleDifference words, Optional<Difference> records) {
        switch (format.get()) {
            case TABLE -> DiffTables.print(words, records, desk.console());
            case JSON ->
                Json.write(DiffDocument.of(words, records), desk.console().out());
            case CSV -> DiffCsv.write(records.orElseThrow(), desk.console());
        }
    }
}
