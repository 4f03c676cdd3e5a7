package org.keepuntil.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepuntil audit}. */
@Command(
        name = "audit",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Show that the log of what was done is what it was.",
            "Each run seals the log: it computes the tree over all entries and signs its root with a key that is not in the"
                    + " database. Whoever has the public key and an earlier checkpoint finds every change since, with this"
                    + " program or with tools that others wrote."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# Is the log of this database, and all that is kept beside it, what it was?",
            "keepuntil audit verify --database postgresql://auditor@db.example.org/records",
            "# Write it to a place that nobody who administers the database can write, and verify it there",
            "keepuntil audit export /srv/audit/records --database postgresql://night@db.example.org/records",
            "keepuntil audit verify /srv/audit/records",
            "# What became of one record?",
            "keepuntil audit prove referral 4711 --database postgresql://auditor@db.example.org/records"
        })
final class AuditVerb implements WithVerbs {
    private final Desk desk;

    AuditVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public List<Object> verbs() {
        return List.of(
                new AuditVerifyVerb(desk),
                new AuditExportVerb(desk),
                new AuditCheckpointVerb(desk),
                new AuditProveVerb(desk),
                new AuditReconcileVerb(desk),
                new AuditKeygenVerb(desk));
    }
}
