package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil notice}. */
@Command(
        name = "notice",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Show what is listed before it goes.",
            "Where a rule says `destroy after notice of 30 days`, a run lists a record first, and the act comes when the notice has"
                    + " run. When a fact of the record, its rule or the schedule changes, the notice starts afresh."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {"keepuntil notice list", "keepuntil notice export --to notice.csv"})
final class NoticeVerb implements WithVerbs {
    private final Desk desk;

    NoticeVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(new NoticeListVerb(desk), new NoticeExportVerb(desk));
    }
}
