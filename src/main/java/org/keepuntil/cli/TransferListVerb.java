package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil transfer list}. */
@Command(name = "list", description = "List the packages that wait for acceptance.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil transfer list --database demo",
            "# All that were ever written, for a spreadsheet",
            "keepuntil transfer list --all --format csv --database demo"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class TransferListVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Option(names = "--all", description = "Those that were accepted, refused or sent as copies too.")
    private boolean all;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    TransferListVerb(Desk desk) {
        this.desk = desk;
    }

    private record Document(List<PackageDocument> packages) {}

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            List<PackageDocument> packages = Transfers.of(session.database()).all().stream()
                    .filter(each -> all || each.state() == TransferPackage.State.WAITING)
                    .map(PackageDocument::of)
                    .toList();
            show(packages, desk.console());
        }
        return ExitCode.DONE;
    }

    private void show(List<PackageDocument> packages, Console console) {
        switch (format.get()) {
            case JSON -> Json.write(new Document(packages), console.out());
            case CSV -> csv(packages, console);
            case TABLE -> table(packages, console);
        }
    }

    private static void csv(List<PackageDocument> packages, Console console) {
        Csv csv = new Csv(console.out())
                .row(
                        "package",
                        "run",
                        "class",
                        "state",
                        "records",
                        "still here",
                        "path",
                        "by",
                        "accession",
                        "on",
                        "reason",
                        "recorded by");
        packages.forEach(each -> csv.row(
                each.id(),
                each.run(),
                each.recordClass(),
                each.state(),
                each.records(),
                each.stillHere(),
                each.path(),
                each.by(),
                each.accession(),
                each.on(),
                each.reason(),
                each.recordedBy()));
        console.out().flush();
    }

    private void table(List<PackageDocument> packages, Console console) {
        Table table = new Table("PACKAGE", "CLASS", "STATE", "RECORDS", "STILL HERE", "BY", "ACCESSION", "PATH");
        packages.forEach(each -> table.row(
                each.id(),
                each.recordClass(),
                each.state(),
                each.records(),
                each.stillHere(),
                each.by(),
                each.accession(),
                each.path()));
        if (table.isEmpty()) {
            console.print(all ? "No package was ever written." : "No package waits for acceptance.");
        } else {
            table.print(console);
        }
    }
}
