package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil transfer}. */
@Command(
        name = "transfer",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Hand records over to an archive or another service.",
            "A run writes packages of what its schedule transfers. When somebody has taken a package over, that is recorded"
                    + " here, and the next run lets its records go: those that are still as they were packed."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil transfer list",
            "keepuntil transfer accept 3 --by \"County Record Office\" --accession A2026/17 --reason \"selected for preservation\"",
            "keepuntil transfer refuse 3 --by \"County Record Office\" --reason \"outside our collecting area\""
        })
final class TransferVerb implements WithVerbs {
    private final Desk desk;

    TransferVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(
                new TransferListVerb(desk),
                new TransferShowVerb(desk),
                new TransferAcceptVerb(desk),
                new TransferRefuseVerb(desk));
    }
}
