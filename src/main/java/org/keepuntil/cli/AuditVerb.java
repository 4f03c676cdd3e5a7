package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil audit}. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = "Show and verify what the log has.")
@VerbHelp(
        group = VerbGroup.LOOK,
        examples = {"keepuntil audit prove referral 4711"})
final class AuditVerb implements WithVerbs {
    private final Desk desk;

    AuditVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(new AuditProveVerb(desk));
    }
}
