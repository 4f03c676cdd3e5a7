package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil hold place}. */
@Command(name = "place", description = "Place a hold on a record, or on every record of a class.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "# One record",
            "keepuntil hold place referral 4711 --kind inquiry --authority \"Monitoring Officer\" --reference INQ-7"
                    + " --reason \"asked for by the inquiry\" --review-on 2027-06-30",
            "# Every record of the class, those to come too",
            "keepuntil hold place referral --all-records --kind litigation --authority \"Head of Legal\" --reason \"claim\""
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.NOT_FOUND
        })
final class HoldPlaceVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The class of the record, as the schedule names it.")
    private String recordClass;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY",
            description = "The record's key. Where it has several columns: each in turn, or all with / between them.")
    private List<String> key = List.of();

    @Option(names = "--all-records", description = "Hold every record of the class, now and to come.")
    private boolean allRecords;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            converter = HoldKindConverter.class,
            description =
                    "Why, in a word: litigation, subject-access, foi, inquiry, restriction, complaint, police, audit,"
                            + " contested-age or other.")
    private HoldKind kind = HoldKind.OTHER;

    @Option(
            names = "--authority",
            required = true,
            paramLabel = "WHO",
            description = "Who decided it: an office rather than a person, for it is shown and logged.")
    private String authority = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a sentence. Only its digest is logged.")
    private String reason = "";

    @Option(names = "--reference", paramLabel = "REF", description = "Where the decision is filed.")
    private @Nullable String reference;

    @Option(
            names = "--review-on",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "When somebody should look at the hold again. It never lapses by itself.")
    private @Nullable LocalDate reviewOn;

    @Option(
            names = "--even-if-absent",
            description = "Place it even if there is no such record: it may be restored or come later.")
    private boolean evenIfAbsent;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    HoldPlaceVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        refuseNonsense();
        try (Workplace place = Workplace.open(desk, schedules, database, roles -> List.of(roles.approver()))) {
            Work work = place.work(recordClass);
            Optional<List<String>> held = allRecords ? Optional.empty() : Optional.of(record(place, work));
            Hold hold = Holds.of(place.database(), () -> database.tokenKeys().of(place.installation()))
                    .place(new NewHold(
                            work.name(),
                            held,
                            kind,
                            authority.strip(),
                            Optional.ofNullable(reference),
                            reason.strip(),
                            Optional.ofNullable(reviewOn)));
            String what = held.map(parts -> work.name() + " " + new RecordKey(parts) + " stays")
                    .orElse("every record of class " + work.name() + " stays");
            desk.console()
                    .print("Hold " + hold.id() + " is placed: " + what
                            + ", whatever its rule says, until the hold is released.");
            desk.console().remark("To release it: keepuntil hold release " + hold.id() + " --reason …");
        }
        return ExitCode.DONE;
    }

    private void refuseNonsense() {
        if (allRecords == !key.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    allRecords
                            ? "--all-records holds the whole class, so no key goes with it."
                            : "Which record? No key is given.",
                    "Give the key of a record, or --all-records for every record of the class.");
        }
        if (authority.isBlank() || reason.isBlank()) {
            throw new UserError(ExitCode.USAGE, "A hold has an authority and a reason; neither may be empty.");
        }
    }

    /** The key as the database writes it: a hold on {@code 0042} would not be found to cover 42. */
    private List<String> record(Workplace place, Work work) {
        RecordKey given = KeyArguments.key(work, key);
        RecordKeys keys = RecordKeys.of(place.database(), work);
        Optional<RecordKey> written = keys.asWritten(given);
        if (written.isPresent() && (evenIfAbsent || keys.exists(written.get()))) {
            return written.get().parts();
        }
        throw new UserError(
                ExitCode.NOT_FOUND,
                "There is no " + work.name() + " " + given + ", so no hold was placed.",
                written.isPresent()
                        ? "Look at the key again. For a record that is still to come: --even-if-absent."
                        : "It can be no key of this class.");
    }
}
