package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.control.RunLock;
import org.keepuntil.control.Runs;
import org.keepuntil.residue.Depth;
import org.keepuntil.residue.Hours;
import org.keepuntil.residue.Level;
import org.keepuntil.residue.PageFunction;
import org.keepuntil.residue.PlannedAct;
import org.keepuntil.residue.Purge;
import org.keepuntil.residue.PurgeOrder;
import org.keepuntil.residue.Trace;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil residue}. */
@Command(
        name = "residue",
        description = {
            "Purge what deleted rows have left in files, and measure how far they are gone.",
            "A row that was deleted still has its bytes in the table's file, in indexes, in statistics and in the write-ahead log."
                    + " As the maintainer, this rewrites what runs have removed or changed rows of, shows before what it locks"
                    + " and for how long about, and writes down, with the date, the level that was reached or why it was not."
                    + " No run goes on meanwhile. It may be stopped at any time; the next time goes on."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "# See what it would rewrite, and how far everything is; nothing is changed",
            "keepuntil residue --dry-run --database postgresql://keeper@db.example.org/records",
            "# Once a week, within two hours",
            "keepuntil residue --for 2h --database postgresql://keeper@db.example.org/records",
            "# The function with which a superuser lets it look at raw pages",
            "keepuntil residue --sql --database postgresql://keeper@db.example.org/records"
        },
        exits = {
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BUSY,
            ExitCode.PARTLY,
            ExitCode.STOPPED,
            ExitCode.PRIVILEGES,
            ExitCode.NOT_FOUND
        })
final class ResidueVerb implements Callable<ExitCode> {
    private final Desk desk;
    private final StopSign stop;

    @Option(names = "--run", paramLabel = "RUN", description = "Only what this run has left.")
    private @Nullable Long number;

    @Option(names = "--dry-run", description = "Only show what would be done, and how far everything is.")
    private boolean dryRun;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Read again at most so many pages of each table that was rewritten. Default: 1000.")
    private @Nullable Long sample;

    @Option(names = "--whole", description = "Read again all of what was rewritten.")
    private boolean whole;

    @Option(
            names = "--sql",
            description =
                    "Change nothing; print the function with which a superuser lets the maintainer look at raw pages.")
    private boolean sql;

    @Mixin
    private HoursOption hours;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    ResidueVerb(Desk desk, StopSign stop) {
        this.desk = desk;
        this.stop = stop;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (whole && sample != null) {
            throw new UserError(
                    ExitCode.USAGE, "Either all is read again or a sample.", "Leave out --sample or --whole.");
        }
        if (sample != null && sample < 1) {
            throw new UserError(ExitCode.USAGE, "A sample has one page at least.", "Write for example --sample 1000.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.maintainer()))) {
            if (sql) {
                desk.console().out().print(PageFunction.sql(session.roles()));
                return ExitCode.DONE;
            }
            OptionalLong run = run(session);
            try (Purge purge = Purge.of(session.database(), run)) {
                return dryRun ? show(purge) : purge(purge, session);
            }
        }
    }

    private OptionalLong run(Session session) {
        if (number == null) {
            return OptionalLong.empty();
        }
        if (Runs.of(JdbcClient.create(session.database())).find(number).isEmpty()) {
            throw new UserError(
                    ExitCode.NOT_FOUND, "There is no run " + number + ".", "`keepuntil report --list` lists the runs.");
        }
        return OptionalLong.of(number);
    }

    private ExitCode show(Purge purge) {
        ResidueTables tables = new ResidueTables(purge.plan(Level.L4), purge.traces());
        tables.show(format.get(), true, desk.console());
        if (purge.hasRepack() && tables.plan().stream().anyMatch(PlannedAct::isLocking)) {
            desk.console()
                    .remark(
                            "pg_repack is installed here, which lets reads and writes go on. Only a superuser may run it:"
                                    + " pg_repack --no-order --table=… before, and keepuntil residue finds that the files are new.");
        }
        return code(tables.traces());
    }

    @SuppressWarnings("try") // the lock is held, not used
    private ExitCode purge(Purge purge, Session session) throws SQLException {
        Window window = hours.from(desk.clock(), List.of(purge.zone()), stop);
        window.end().ifPresent(end -> desk.console().remark("This stops " + end + ", if it is not done before."));
        stop.beginWork();
        List<PlannedAct> plan;
        try (RunLock ignored = RunLock.take(session.database())) {
            plan = purge.plan(Level.L4);
            if (format.get() == Format.TABLE) {
                ResidueTables.plan(plan, desk.console());
            }
            purge.work(
                    new PurgeOrder(
                            new Hours(desk.clock(), window, window.closes()), PurgeOrder.PATIENCE, depth(), Level.L4),
                    desk.console()::remark);
        }
        ResidueTables tables = new ResidueTables(plan, purge.traces());
        tables.show(format.get(), false, desk.console());
        window.heeded().ifPresent(why -> desk.console().remark("Stopped " + why + ". The next time goes on."));
        return window.heeded().isPresent() ? ExitCode.STOPPED : code(tables.traces());
    }

    private Depth depth() {
        if (whole) {
            return Depth.WHOLE;
        }
        return sample == null ? Depth.SAMPLE : new Depth(sample);
    }

    /** That backups are still to expire is nothing that this could do. */
    private static ExitCode code(List<Trace> traces) {
        return traces.stream().allMatch(trace -> trace.next() == Level.L5) ? ExitCode.DONE : ExitCode.PARTLY;
    }
}
