package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil hold list}. */
@Command(name = "list", description = "List the holds that are in force.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil hold list --database demo",
            "# Those that were released too, for a spreadsheet",
            "keepuntil hold list --all --format csv --database demo"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class HoldListVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Option(names = "--all", description = "Those that were released too.")
    private boolean all;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    HoldListVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            List<Line> lines = Holds.of(
                            session.database(), () -> database.tokenKeys().of(session.installation()))
                    .list(all ? Holds.Filter.ALL : Holds.Filter.ACTIVE)
                    .stream()
                    .map(Line::of)
                    .toList();
            show(lines, desk.console());
        }
        return ExitCode.DONE;
    }

    private record Line(
            long id,
            @JsonProperty("class") String recordClass,
            @Nullable String key,
            String kind,
            String authority,
            @Nullable String reference,
            String reason,
            String placedBy,
            String placedAt,
            @Nullable String reviewOn,
            @Nullable String releasedBy,
            @Nullable String releasedAt,
            @Nullable String releaseReason) {
        static Line of(Hold hold) {
            return new Line(
                    hold.id(),
                    hold.recordClass(),
                    hold.key().map(parts -> new RecordKey(parts).toString()).orElse(null),
                    hold.kind().word(),
                    hold.authority(),
                    hold.reference().orElse(null),
                    hold.reason(),
                    hold.placedBy(),
                    hold.placedAt().toString(),
                    hold.reviewOn().map(LocalDate::toString).orElse(null),
                    hold.release().map(Hold.Release::by).orElse(null),
                    hold.release().map(release -> release.at().toString()).orElse(null),
                    hold.release().map(Hold.Release::reason).orElse(null));
        }
    }

    private record Document(List<Line> holds) {}

    private void show(List<Line> lines, Console console) {
        switch (format.get()) {
            case JSON -> Json.write(new Document(lines), console.out());
            case CSV -> csv(lines, console);
            case TABLE -> table(lines, console);
        }
    }

    private static void csv(List<Line> lines, Console console) {
        Csv csv = new Csv(console.out())
                .row(
                        "id",
                        "class",
                        "key",
                        "kind",
                        "authority",
                        "reference",
                        "reason",
                        "placed by",
                        "placed at",
                        "review on",
                        "released by",
                        "released at",
                        "release reason");
        lines.forEach(line -> csv.row(
                line.id(),
                line.recordClass(),
                line.key(),
                line.kind(),
                line.authority(),
                line.reference(),
                line.reason(),
                line.placedBy(),
                line.placedAt(),
                line.reviewOn(),
                line.releasedBy(),
                line.releasedAt(),
                line.releaseReason()));
        console.out().flush();
    }

    private void table(List<Line> lines, Console console) {
        Table table = new Table("HOLD", "CLASS", "RECORD", "KIND", "SINCE", "REVIEW ON", "RELEASED", "AUTHORITY");
        lines.forEach(line -> table.row(
                line.id(),
                line.recordClass(),
                line.key() == null ? "every record" : line.key(),
                line.kind(),
                day(line.placedAt()),
                line.reviewOn(),
                line.releasedAt() == null ? "" : day(line.releasedAt()),
                line.authority()));
        if (table.isEmpty()) {
            console.print(all ? "There never was a hold." : "No hold is in force.");
        } else {
            table.print(console);
        }
    }

    private static String day(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
