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
import org.keepuntil.hold.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil hold list}. */
@Command(name = "list", description = "List the holds that nobody has released.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil hold list --database demo",
            "# Those that somebody should have looked at again",
            "keepuntil hold list --review-due --database demo",
            "# Those that were released too, for a spreadsheet",
            "keepuntil hold list --all --format csv --database demo"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class HoldListVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Option(names = "--all", description = "Those that were released too.")
    private boolean all;

    @Option(names = "--review-due", description = "Only those whose date for review has come.")
    private boolean reviewDue;

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
                    .filter(hold -> !reviewDue || hold.isReviewDue(LocalDate.now(desk.clock())))
                    .map(Line::of)
                    .toList();
            show(lines, desk.console());
        }
        return ExitCode.DONE;
    }

    private record Line(
            long id,
            @JsonProperty("class") @Nullable String recordClass,
            @Nullable String key,
            @Nullable String person,
            @Nullable List<String> when,
            String kind,
            String authority,
            @Nullable String reference,
            String reason,
            String placedBy,
            String placedAt,
            @Nullable String reviewOn,
            @Nullable String owner,
            @Nullable String releasedBy,
            @Nullable String releasedAt,
            @Nullable String releaseReason) {
        static Line of(Hold hold) {
            Covers covers = Covers.of(hold.scope());
            return new Line(
                    hold.id(),
                    covers.recordClass(),
                    covers.key(),
                    covers.person(),
                    covers.when(),
                    hold.kind().word(),
                    hold.authority(),
                    hold.reference().orElse(null),
                    hold.reason(),
                    hold.placedBy(),
                    hold.placedAt().toString(),
                    hold.reviewOn().map(LocalDate::toString).orElse(null),
                    hold.owner().orElse(null),
                    hold.release().map(Hold.Release::by).orElse(null),
                    hold.release().map(release -> release.at().toString()).orElse(null),
                    hold.release().map(Hold.Release::reason).orElse(null));
        }
    }

    /** What a hold covers, in columns. */
    private record Covers(
            @Nullable String recordClass,
            @Nullable String key,
            @Nullable String person,
            @Nullable List<String> when) {
        static Covers of(Scope scope) {
            if (scope instanceof Scope.OfRecord record) {
                return new Covers(record.recordClass(), new RecordKey(record.key()).toString(), null, null);
            } else if (scope instanceof Scope.OfPerson person) {
                return new Covers(null, new RecordKey(person.key()).toString(), person.name(), null);
            } else if (scope instanceof Scope.OfCondition condition) {
                return new Covers(condition.recordClass(), null, null, condition.conditions());
            }
            return new Covers(((Scope.OfClass) scope).recordClass(), null, null, null);
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
                        "person",
                        "when",
                        "kind",
                        "authority",
                        "reference",
                        "reason",
                        "placed by",
                        "placed at",
                        "review on",
                        "owner",
                        "released by",
                        "released at",
                        "release reason");
        lines.forEach(line -> csv.row(
                line.id(),
                line.recordClass(),
                line.key(),
                line.person(),
                line.when() == null ? null : String.join("; ", line.when()),
                line.kind(),
                line.authority(),
                line.reference(),
                line.reason(),
                line.placedBy(),
                line.placedAt(),
                line.reviewOn(),
                line.owner(),
                line.releasedBy(),
                line.releasedAt(),
                line.releaseReason()));
        console.out().flush();
    }

    private void table(List<Line> lines, Console console) {
        Table table = new Table("HOLD", "CLASS", "RECORDS", "KIND", "SINCE", "REVIEW ON", "RELEASED", "AUTHORITY");
        lines.forEach(line -> table.row(
                line.id(),
                line.recordClass() == null ? "any" : line.recordClass(),
                records(line),
                line.kind(),
                day(line.placedAt()),
                reviewOn(line),
                line.releasedAt() == null ? "" : day(line.releasedAt()),
                line.authority()));
        if (table.isEmpty()) {
            console.print(
                    reviewDue
                            ? "No hold is to be looked at again."
                            : all ? "There never was a hold." : "No hold is in force.");
        } else {
            table.print(console);
        }
    }

    private static @Nullable String records(Line line) {
        if (line.person() != null) {
            return "with " + line.person() + " " + line.key();
        } else if (line.when() != null) {
            return "where " + String.join("; ", line.when());
        }
        return line.key() == null ? "every record" : line.key();
    }

    private @Nullable String reviewOn(Line line) {
        String day = line.reviewOn();
        boolean due = day != null
                && line.releasedAt() == null
                && !LocalDate.parse(day).isAfter(LocalDate.now(desk.clock()));
        return due ? day + " (due)" : day;
    }

    private static String day(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
