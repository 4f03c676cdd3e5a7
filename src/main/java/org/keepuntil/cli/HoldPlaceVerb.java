package org.keepuntil.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.hold.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil hold place}. */
@Command(
        name = "place",
        description = {
            "Place a hold on a record, on a person, on a class, or on the records for which a condition holds.",
            "A hold on a person covers every record in which the person's row figures: in any role, as the record or a part of"
                    + " it, or because a row of the record refers to it. Holds on persons, on classes and by condition cover"
                    + " records that come later, too. Where a condition cannot be told, for want of a value, the record is held."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "# One record",
            "keepuntil hold place referral 4711 --kind inquiry --authority \"Monitoring Officer\" --reference INQ-7"
                    + " --reason \"asked for by the inquiry\" --review-on 2027-06-30 --owner \"Legal Services\"",
            "# Every record in which a child figures",
            "keepuntil hold place --person sees.child 4711 --kind litigation --authority \"Head of Legal\" --reason \"claim\"",
            "# Every record of the class, those to come too",
            "keepuntil hold place referral --all-records --kind litigation --authority \"Head of Legal\" --reason \"claim\"",
            "# Every record of the class that was closed within two years, by a service",
            "keepuntil hold place referral --when \"service: early-help\" --when \"closure: on or after 2010-01-01\" --when"
                    + " \"closure: before 2012-01-01\" --kind inquiry --authority \"Head of Legal\" --reason \"inquiry\"",
            "# Many at once, all of them or none: the columns class and key, or person and key, and any of the options' names",
            "keepuntil hold place --from holds.csv --kind inquiry --authority \"Head of Legal\" --reason \"inquiry\""
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

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CLASS",
            description = "The class of the record, as the schedule names it.")
    private @Nullable String recordClass;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY",
            description =
                    "The record's key, or the person's. Where it has several columns: each in turn, or all with / between"
                            + " them.")
    private List<String> key = List.of();

    @Option(
            names = "--person",
            paramLabel = "TABLE",
            description =
                    "Hold every record in which a row of this table figures, with the key of the row instead of a class.")
    private @Nullable String person;

    @Option(names = "--all-records", description = "Hold every record of the class, now and to come.")
    private boolean allRecords;

    @Option(
            names = "--when",
            paramLabel = "CONDITION",
            description =
                    "Hold every record of the class for which this holds, as a schedule says it under `when`. Given"
                            + " several times, all must hold.")
    private List<String> conditions = List.of();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Place a hold for each line of a CSV file whose first line names the columns: class, key, person, when,"
                            + " kind, authority, reason, reference, review on, owner. What a line does not say is taken from the"
                            + " options.")
    private @Nullable Path from;

    @Mixin
    private HoldTerms terms;

    @Option(
            names = "--even-if-absent",
            description = "Place it even if there is no such record or person: they may be restored or come later.")
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
            Holds holds = Holds.of(place.database(), () -> database.tokenKeys().of(place.installation()));
            if (from != null) {
                placeAll(new HoldFile(from, place, evenIfAbsent, terms.said()).read(), holds);
            } else {
                placeOne(terms.said().hold(scope(new HoldScopes(place, evenIfAbsent))), holds);
            }
        }
        return ExitCode.DONE;
    }

    private Scope scope(HoldScopes scopes) {
        if (person != null) {
            return scopes.ofPerson(
                    person,
                    Stream.concat(Stream.ofNullable(recordClass), key.stream()).toList());
        }
        String named = String.valueOf(recordClass);
        if (!conditions.isEmpty()) {
            return scopes.ofCondition(named, conditions);
        }
        return allRecords ? scopes.ofClass(named) : scopes.ofRecord(named, key);
    }

    private void placeOne(NewHold wanted, Holds holds) {
        Hold hold = holds.place(wanted);
        desk.console()
                .print("Hold " + hold.id() + " is placed: " + HoldWords.covered(hold.scope())
                        + " stays, whatever its rule says, until the hold is released.");
        desk.console().remark("To release it: keepuntil hold release " + hold.id() + " --reason …");
    }

    private void placeAll(List<NewHold> wanted, Holds holds) {
        List<Long> ids = holds.place(wanted);
        desk.console()
                .print(Words.count(ids.size(), "hold is", "holds are") + " placed, with the numbers " + ids.get(0)
                        + " to " + ids.get(ids.size() - 1)
                        + ": what they cover stays, whatever its rule says, until they are released.");
    }

    private void refuseNonsense() {
        if (from != null) {
            if (person != null || recordClass != null || allRecords || !conditions.isEmpty()) {
                throw new UserError(
                        ExitCode.USAGE,
                        "--from names what is held in its file, so no class, key, person or condition goes with it.");
            }
            return;
        }
        if (person == null && recordClass == null) {
            throw new UserError(
                    ExitCode.USAGE,
                    "What is to be held? No class is given.",
                    "Give the class and key of a record, --person with a table and a key, or --from with a file.");
        }
        List<String> ways = new ArrayList<>();
        if (person == null && !key.isEmpty()) {
            ways.add("a key");
        }
        if (allRecords) {
            ways.add("--all-records");
        }
        if (!conditions.isEmpty()) {
            ways.add("--when");
        }
        if (person != null) {
            ways.add("--person");
        }
        if (ways.size() > 1) {
            throw new UserError(
                    ExitCode.USAGE, "A hold is placed by " + String.join(" or by ", ways) + ", not by both.");
        }
        if (ways.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "Which record? No key is given.",
                    "Give the key of a record, --all-records for every record of the class, or --when with a condition.");
        }
        if (person != null && recordClass == null) {
            throw new UserError(ExitCode.USAGE, "Who? Give the key of the person's row after the table.");
        }
        terms.said().missing().ifPresent(what -> {
            throw new UserError(
                    ExitCode.USAGE, "A hold has a kind, an authority and a reason.", "Give --" + what + ".");
        });
    }
}
