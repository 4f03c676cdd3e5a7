package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.Callable;
import org.keepuntil.fleet.Coordination;
import org.keepuntil.fleet.Fleet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil fleet init}. */
@Command(
        name = "init",
        description = {
            "Make the schema in which the workers agree, in the database that the file names as its coordination.",
            "The account of the workers becomes its owner and needs CREATE on that database. Nothing in it is about a record. The"
                    + " databases of the fleet are prepared one by one with `keepuntil init`."
        })
@VerbHelp(
        group = VerbGroup.FLEET,
        examples = {"keepuntil fleet init --fleet /etc/keepuntil/fleet.yaml"},
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class FleetInitVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private FleetOption file;

    FleetInitVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() {
        Fleet fleet = file.read(desk);
        Target coordination = FleetOption.coordination(fleet, desk.root().surroundings());
        try (HikariDataSource database = coordination.dataSource()) {
            desk.console()
                    .print(
                            Coordination.install(database)
                                    ? "The schema keepuntil_fleet was made in " + coordination.display()
                                            + ". Start workers with: keepuntil worker"
                                    : "The schema keepuntil_fleet is there already. Nothing was changed.");
        }
        return ExitCode.DONE;
    }
}
