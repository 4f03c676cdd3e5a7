package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil review}. */
@Command(
        name = "review",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Decide what becomes of records in review.",
            "A run lists the records of which a person has to decide. What is decided here the next run does. It is decided of the"
                    + " record as it is: when a fact of it, its rule or the schedule changes, the record is in review again."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil review list",
            "keepuntil review decide referral 4711 destroy --reason \"nothing of it is needed\"",
            "keepuntil review decide referral 4712 \"keep until 2030-03-31\" --reason \"the sibling's case runs\""
        })
final class ReviewVerb implements WithVerbs {
    private final Desk desk;

    ReviewVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(new ReviewListVerb(desk), new ReviewShowVerb(desk), new ReviewDecideVerb(desk));
    }
}
