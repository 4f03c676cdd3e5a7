package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.FindToken;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.prove.RecordHistory;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Roles;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil audit prove}. */
@Command(
        name = "prove",
        description = {
            "Say what became of one record, with proofs.",
            "Finds all that the log has of a record: that it was destroyed, changed, handed over, held or decided of; when, under"
                    + " which rule, by whose authority. Each entry comes with a proof, in a file that other tools verify too, that it"
                    + " stands in the log. It takes the key with which the log names records, and works when the table, the"
                    + " schedule and the binding are long gone."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# What became of the referral 4711, with proofs",
            "keepuntil audit prove referral 4711 --proof /srv/answers/4711 --database postgresql://auditor@db.example.org/records",
            "# Did you ever hold a file on me? By what the binding names under `find by`",
            "keepuntil audit prove referral --find surname=Ashworth --find born=2001-05-03",
            "# Look, too, whether there is such a record now",
            "keepuntil audit prove referral 4711 --schedule schedules/mine"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.NOT_FOUND
        })
final class AuditProveVerb implements Callable<ExitCode> {
    private static final String SEARCHING = "Searching the log";
    private static final String NOTHING = "The log has nothing about such a record.";
    private static final String NO_PROOF = "This does not prove that it never existed: only that Keepuntil has not"
            + " disposed of it, changed it or held it as long as this log was kept.";

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The class of the record, as the schedule names it.")
    private String recordClass = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY",
            description = "The record's key. Where it has several columns: each in turn, or all with / between them.")
    private List<String> key = new ArrayList<>();

    @Option(
            names = "--find",
            paramLabel = "NAME=VALUE",
            description =
                    "Instead of a key: what is known of a person, as the binding names it under `find by`. Days as"
                            + " year-month-day. Give each once.")
    private Map<String, String> find = Map.of();

    @Option(
            names = "--proof",
            paramLabel = "DIR",
            description =
                    "Write a proof of each entry into this directory. `keepuntil audit verify --proof FILE` verifies it.")
    private @Nullable Path proof;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private FormatOption format;

    AuditProveVerb(Desk desk) {
        this.desk = desk;
    }

    /**
     * What was asked for.
     *
     * @param references the keyed tokens that it may have
     * @param exists whether there is such a record now; empty where nobody looked
     */
    private record Asked(String name, Set<String> references, Optional<Boolean> exists) {}

    @Override
    public ExitCode call() throws SQLException {
        refuse();
        Function<Roles, List<String>> roles = r -> List.of(r.operator(), r.approver(), r.auditor());
        boolean bound = find.isEmpty()
                && (schedules.isGiven() || !database.ownSchedules().isEmpty());
        if (!bound) {
            try (Session session = Session.open(database.target(), roles)) {
                TokenKey tokens = tokens(session.installation());
                return show(session.database(), find.isEmpty() ? typed(tokens) : found(session.database(), tokens));
            }
        }
        try (Workplace place = Workplace.open(desk, schedules, database, roles)) {
            TokenKey tokens = tokens(place.installation());
            boolean reads =
                    !place.session().role().equals(place.session().roles().auditor());
            Optional<Work> work = place.workload().recordClass(recordClass);
            return show(place.database(), reads && work.isPresent() ? live(place, work.get(), tokens) : typed(tokens));
        }
    }

    private void refuse() {
        if (format.get() == Format.CSV) {
            throw new UserError(
                    ExitCode.USAGE,
                    "What became of a record is no table, so it has no --format csv.",
                    "Give table or json.");
        }
        if (key.isEmpty() == find.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    key.isEmpty()
                            ? "Which record? No key is given."
                            : "A key and --find are two ways to ask; give one.",
                    "Give the record's key after the class, or --find surname=… --find born=…");
        }
    }

    private TokenKey tokens(Installation installation) {
        return database.tokenKeys().of(installation);
    }

    /** By the key as the database writes it. */
    private Asked live(Workplace place, Work work, TokenKey tokens) {
        RecordKey given = KeyArguments.key(work, key);
        RecordKeys.Written written =
                RecordKeys.of(place.database(), work).written(List.of(given)).get(0);
        RecordKey as = written.key().orElse(given);
        return new Asked(
                as.toString(), Set.of(tokens.reference(recordClass, as.parts())), Optional.of(written.exists()));
    }

    /** By the key as it was typed. What has slashes in it may be one value or several. */
    private Asked typed(TokenKey tokens) {
        Set<String> references = new LinkedHashSet<>();
        references.add(tokens.reference(recordClass, key));
        if (key.size() == 1) {
            references.add(
                    tokens.reference(recordClass, RecordKey.parse(key.get(0), 2).parts()));
        }
        return new Asked(String.join("/", key), references, Optional.empty());
    }

    /** By a person. */
    private Asked found(DataSource of, TokenKey tokens) {
        AuditLog log = AuditLog.of(JdbcClient.create(of));
        FindToken token = FindToken.of(find);
        Set<String> references;
        try (Progress progress = Progress.of(desk.console(), SEARCHING, log.size())) {
            references = RecordHistory.found(log, recordClass, token.of(tokens, recordClass), progress::at);
        }
        if (references.isEmpty()) {
            Set<String> names = RecordHistory.findNames(log, recordClass);
            if (!names.isEmpty() && !names.contains(token.names())) {
                throw new UserError(
                        ExitCode.USAGE,
                        "Records of class " + recordClass + " are not found by "
                                + token.names().replace(",", " and ") + ".",
                        "The log has them by: " + String.join("; ", names) + ". Give --find for each of these.");
            }
        }
        return new Asked("by " + token.names().replace(",", " and "), references, Optional.empty());
    }

    private record Document(
            @JsonProperty("class") String recordClass,
            @Nullable Boolean exists,
            List<ProvenRecord> records) {}

    private ExitCode show(DataSource of, Asked asked) throws SQLException {
        AuditLog log = AuditLog.of(JdbcClient.create(of));
        Optional<ProofFiles> files = Optional.ofNullable(proof).map(ProofFiles::new);
        List<ProvenRecord> records = new ArrayList<>();
        List<RecordHistory> histories;
        try (Progress progress = Progress.of(desk.console(), SEARCHING, log.size())) {
            histories = RecordHistory.of(log, recordClass, asked.references(), progress::at);
        }
        for (RecordHistory history : histories) {
            records.add(ProvenRecord.of(of, history, files));
        }
        if (format.get() == Format.JSON) {
            Json.write(
                    new Document(recordClass, asked.exists().orElse(null), records),
                    desk.console().out());
        } else {
            print(asked, records);
        }
        boolean known = !records.isEmpty() || asked.exists().orElse(false);
        return known ? ExitCode.DONE : ExitCode.NOT_FOUND;
    }

    private void print(Asked asked, List<ProvenRecord> records) {
        List<Section> sections = new ArrayList<>();
        if (find.isEmpty()) {
            sections.add(new Section("Now", List.of(now(asked.exists()))));
        }
        if (records.isEmpty()) {
            sections.add(new Section(
                    "What the log says", asked.exists().orElse(false) ? List.of(NOTHING) : List.of(NOTHING, NO_PROOF)));
        }
        if (records.size() > 1) {
            sections.add(new Section(
                    "Found",
                    List.of(Words.records(records.size())
                            + ". What the log says of each stands below, one after the other.")));
        }
        records.forEach(record -> sections.addAll(record.sections()));
        Sections.print("Record: " + recordClass + " " + asked.name(), sections, desk.console());
    }

    private static String now(Optional<Boolean> exists) {
        return exists.map(there -> there
                        ? "There is such a record in the database now."
                        : "There is no such record in the database now.")
                .orElse(
                        "Nobody looked whether there is such a record now: that takes --schedule, and an account that may"
                                + " work as the operator or the approver.");
    }
}
