package org.keepuntil.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.fleet.Fleet;
import org.keepuntil.fleet.FleetStates;
import org.keepuntil.fleet.FleetStates.Standing;
import org.keepuntil.report.FleetPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil fleet report}. */
@Command(
        name = "report",
        description = {
            "Write a page over all databases of a fleet: how each stands, what its last run did, and the way to its reports.",
            "It stands as index.html in the directory of the reports that the file names, and is made from the reports that are there: where workers run on"
                    + " several machines, let that directory be one that they share."
        })
@VerbHelp(
        group = VerbGroup.FLEET,
        examples = {"keepuntil fleet report --fleet /etc/keepuntil/fleet.yaml"},
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA})
final class FleetReportVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private FleetOption file;

    FleetReportVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws IOException {
        Fleet fleet = file.read(desk);
        List<FleetPage.Night> nights = FleetStatusVerb.standings(fleet, desk).stream()
                .map(FleetReportVerb::night)
                .toList();
        desk.console()
                .print("The page: "
                        + FleetPage.write(
                                fleet.reports(),
                                fleet.title(),
                                nights,
                                desk.clock().instant()));
        return ExitCode.DONE;
    }

    private static FleetPage.Night night(Standing standing) {
        boolean good = standing.state() == FleetStates.State.ENDED
                && standing.status().equals(Optional.of(ExitCode.DONE.number()));
        return new FleetPage.Night(
                standing.target().name(),
                standing.target().server(),
                standing.night().map(page -> page.night()),
                FleetStatusVerb.words(standing),
                good);
    }
}
