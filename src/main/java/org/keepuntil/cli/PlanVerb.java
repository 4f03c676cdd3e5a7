package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil plan}. */
@Command(
        name = "plan",
        description = {
            "Show what would go, and why the rest stays.",
            "Counts the records of every class by their status, as of today or another day, and those that each rule makes"
                    + " due. Nothing is changed. A later day is a what-if: what would be due then if nothing else happened."
        })
@VerbHelp(
        group = VerbGroup.LOOK,
        examples = {
            "# What is due today",
            "keepuntil plan --schedule schedules/mine --database postgresql://clerk@db.example.org/records",
            "# What will be due at the end of next year, as a document for a program",
            "keepuntil plan --database demo --as-of 2027-12-31 --format json",
            "# Every record that waits for a date to be mended, for a spreadsheet",
            "keepuntil plan --database demo --list --status undetermined --format csv >undetermined.csv"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.NOT_FOUND,
            ExitCode.COVERAGE
        })
final class PlanVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private PlanOptions options;

    PlanVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try {
            return plan();
        } catch (UserError e) {
            if (options.stores()) {
                new RefusedRuns(desk, database).log(e);
            }
            throw e;
        }
    }

    private ExitCode plan() throws SQLException {
        try (Workplace place = Workplace.asOperator(desk, schedules, database)) {
            place.refuseUncovered(desk.console());
            Drift.of(place).warn(desk.console());
            options.show(place, asOf.orToday(place.today()), desk);
        }
        return ExitCode.DONE;
    }
}
