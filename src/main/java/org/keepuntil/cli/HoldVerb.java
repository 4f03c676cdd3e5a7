package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil hold}. */
@Command(
        name = "hold",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Keep records whatever their rule says.",
            "A hold keeps a record, every record in which a person figures, every record of a class, or those for which a"
                    + " condition holds, until somebody releases it. When the command has returned, nothing that the hold covers"
                    + " goes, not even in a run that is under way."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil hold place referral 4711 --kind inquiry --authority \"Monitoring Officer\" --reason \"asked for by the inquiry\"",
            "keepuntil hold list --review-due",
            "keepuntil hold release 3 --reason \"the inquiry has reported\""
        })
final class HoldVerb implements WithVerbs {
    private final Desk desk;

    HoldVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(new HoldPlaceVerb(desk), new HoldListVerb(desk), new HoldReleaseVerb(desk));
    }
}
