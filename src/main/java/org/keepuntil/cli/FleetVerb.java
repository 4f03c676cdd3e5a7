package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil fleet}. */
@Command(
        name = "fleet",
        description = {
            "See how the databases of a fleet stand.",
            "A fleet is a file that lists databases, their schedules and their hours; workers on any number of machines work on them, and agree who does"
                    + " what in a database of their own."
        })
@VerbHelp(
        group = VerbGroup.FLEET,
        examples = {
            "keepuntil fleet init --fleet /etc/keepuntil/fleet.yaml",
            "keepuntil fleet status --fleet /etc/keepuntil/fleet.yaml",
            "keepuntil fleet report --fleet /etc/keepuntil/fleet.yaml"
        },
        exits = {})
final class FleetVerb implements WithVerbs {
    private final Desk desk;

    FleetVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(new FleetInitVerb(desk), new FleetStatusVerb(desk), new FleetReportVerb(desk));
    }
}
