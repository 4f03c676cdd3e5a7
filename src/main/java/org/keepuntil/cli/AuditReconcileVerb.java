package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Origin;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.VerifierKey;
import org.keepuntil.audit.verify.ExportedLog;
import org.keepuntil.audit.verify.Verified;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Planner;
import org.keepuntil.reconcile.Comeback;
import org.keepuntil.reconcile.Disposals;
import org.keepuntil.reconcile.OutsideLog;
import org.keepuntil.reconcile.OwnLog;
import org.keepuntil.reconcile.Restore;
import org.keepuntil.reconcile.Search;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil audit reconcile}. */
@Command(
        name = "reconcile",
        description = {
            "Find records that are there again of which the log says that they are gone.",
            "After a backup was restored, what was destroyed since is back, and the log of the database does not know it: it was"
                    + " restored as well. So give the log that was exported with --export. Each record is listed with what the"
                    + " schedule says of it today. Nothing is destroyed here: the next run plans what is due, under the same rules"
                    + " and holds, and it goes once that is approved."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# After a restore, with the log that was exported after each run",
            "keepuntil audit reconcile --export /srv/audit/records --schedule schedules/mine --database postgresql://night@db.example.org/records",
            "# Only look",
            "keepuntil audit reconcile --export /srv/audit/records --dry-run --schedule schedules/mine"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.NOT_FOUND,
            ExitCode.COVERAGE
        })
final class AuditReconcileVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "The log that was exported. Default: the log of the database itself.")
    private @Nullable Path export;

    @Option(names = "--dry-run", description = "Only look; write nothing down.")
    private boolean dryRun;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private FormatOption format;

    AuditReconcileVerb(Desk desk) {
        this.desk = desk;
    }

    /** A record that is there again, and what the schedule says of it. */
    private record Again(
            @JsonProperty("class") String recordClass,
            String key,
            long goneInRun,
            String rule,
            long entry,
            String status) {
        static Again of(Comeback found, Status now) {
            return new Again(
                    found.disposal().recordClass(),
                    found.key().toString(),
                    found.disposal().run(),
                    found.disposal().rule(),
                    found.entry(),
                    now.word());
        }

        boolean goes() {
            return status.equals(Status.DUE.word()) || status.equals(Status.AWAITING_APPROVAL.word());
        }
    }

    private record Document(@Nullable Long common, @Nullable Long exported, List<Again> records) {}

    @Override
    public ExitCode call() throws SQLException, IOException {
        try (Workplace place = Workplace.asOperator(desk, schedules, database)) {
            Optional<Checkpoint> outside = export == null ? Optional.empty() : Optional.of(verified(place, export));
            Optional<OutsideLog> log =
                    outside.map(checkpoint -> new OutsideLog(Path.of(String.valueOf(export)), checkpoint.size()));
            Optional<Restore.Fork> fork = Optional.empty();
            if (log.isPresent()) {
                long common = log.get().common(place.database());
                fork = outside.filter(newest -> common < newest.size()).map(newest -> new Restore.Fork(common, newest));
            }
            List<Comeback> found = look(place, log.isPresent() ? log.get() : new OwnLog(place.database()));
            List<Again> again = again(place, found);
            if (!dryRun) {
                new Restore(place.database(), desk.clock()).note(found, fork);
            }
            show(again, outside, fork);
        }
        return ExitCode.DONE;
    }

    /** The newest checkpoint of an export of which every entry was looked at. */
    private Checkpoint verified(Workplace place, Path directory) throws SQLException, IOException {
        if (!Files.exists(directory.resolve("checkpoint"))) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "There is no exported log in " + directory + ": it has no file named checkpoint.",
                    "Name the directory that runs write with --audit-export.");
        }
        List<VerifierKey> keys = new ArrayList<>();
        try (Connection connection = place.database().getConnection()) {
            LogKey.all(connection).forEach(key -> keys.add(VerifierKey.parse(key.key())));
        }
        Verified verified = ExportedLog.verify(directory, keys, List.of());
        if (!verified.findings().isEmpty() || verified.newest().isEmpty()) {
            verified.findings().forEach(finding -> desk.console().err().println("WRONG  " + finding.line() + "."));
            throw new UserError(
                    ExitCode.MISMATCH,
                    "The log in " + directory + " is not what was signed, so nothing is concluded from it.",
                    "Find out who wrote to it: keepuntil audit verify " + directory);
        }
        Checkpoint newest = verified.newest().get();
        if (!newest.origin().equals(Origin.of(place.installation().id()))) {
            throw new UserError(
                    ExitCode.MISMATCH,
                    "The log in " + directory + " is of another database: " + newest.origin() + ".",
                    "Name the export of this one, which is "
                            + Origin.of(place.installation().id()) + ".");
        }
        return newest;
    }

    private List<Comeback> look(Workplace place, Disposals log) throws SQLException, IOException {
        Search search = Search.in(place.database(), database.tokenKeys().of(place.installation()), log);
        List<Comeback> found = new ArrayList<>();
        for (Work work : place.workload().classes()) {
            if (search.concerns(work)) {
                desk.console().remark("Looking at: " + work.recordClass().title() + " …");
                found.addAll(search.look(work, Optional.empty(), () -> false).records());
            }
        }
        return found;
    }

    private List<Again> again(Workplace place, List<Comeback> found) {
        Planner planner = Planner.of(place.database(), place.workload());
        LocalDate day = asOf.orToday(place.today());
        Map<String, Map<RecordKey, Status>> now = new HashMap<>();
        found.stream()
                .collect(Collectors.groupingBy(
                        each -> each.disposal().recordClass(), Collectors.mapping(Comeback::key, Collectors.toList())))
                .forEach((recordClass, keys) -> {
                    Map<RecordKey, Status> statuses = new HashMap<>();
                    planner.find(
                            day,
                            recordClass,
                            keys,
                            listed ->
                                    statuses.put(listed.key(), listed.decision().status()));
                    now.put(recordClass, statuses);
                });
        return found.stream()
                .flatMap(each ->
                        Optional.ofNullable(now.getOrDefault(each.disposal().recordClass(), Map.of())
                                        .get(each.key()))
                                .map(status -> Again.of(each, status))
                                .stream())
                .toList();
    }

    private void show(List<Again> again, Optional<Checkpoint> outside, Optional<Restore.Fork> fork) {
        Console console = desk.console();
        if (format.get() == Format.JSON) {
            Json.write(
                    new Document(
                            fork.map(Restore.Fork::common).orElse(null),
                            outside.map(Checkpoint::size).orElse(null),
                            again),
                    console.out());
            return;
        }
        if (format.get() == Format.CSV) {
            Csv csv = new Csv(console.out()).row("class", "key", "gone in run", "rule", "entry", "status");
            again.forEach(each -> csv.row(
                    each.recordClass(), each.key(), each.goneInRun(), each.rule(), each.entry(), each.status()));
            console.out().flush();
            return;
        }
        fork.ifPresentOrElse(
                other -> console.print("The exported log has "
                        + Words.count(other.checkpoint().size(), "entry", "entries")
                        + ", and the log of this database has only the first "
                        + Words.number(other.common()) + " of them: it was restored from a backup."),
                () -> outside.ifPresent(newest -> console.print(
                        "The log of this database has all that was exported: no backup was restored since.")));
        if (!again.isEmpty()) {
            Table table = new Table("CLASS", "KEY", "GONE IN RUN", "BY RULE", "ENTRY", "NOW");
            again.forEach(each -> table.row(
                    each.recordClass(), each.key(), each.goneInRun(), each.rule(), each.entry(), each.status()));
            table.print(console);
        }
        next(again, fork).forEach(console::print);
    }

    private List<String> next(List<Again> again, Optional<Restore.Fork> fork) {
        List<String> lines = new ArrayList<>();
        if (again.isEmpty()) {
            lines.add("No record is there of which the log says that it is gone.");
        } else {
            Map<String, Long> stay = new TreeMap<>();
            again.stream().filter(each -> !each.goes()).forEach(each -> stay.merge(each.status(), 1L, Long::sum));
            long goes = again.stream().filter(Again::goes).count();
            lines.add(Words.records(again.size()) + " of which the log says that "
                    + (again.size() == 1 ? "it is gone is" : "they are gone are") + " there again.");
            if (goes > 0) {
                lines.add(Words.records(goes) + " of them: due. The next run plans them anew, and they go once that is"
                        + " approved: keepuntil run");
            }
            stay.forEach((status, records) -> lines.add(Words.records(records) + " of them: " + status
                    + ". The schedule does not let them go now; somebody has to look: keepuntil explain CLASS KEY"));
        }
        if (fork.isPresent()) {
            lines.add(
                    dryRun
                            ? "Nothing was written down. Without --dry-run the log says how the exported one went on."
                            : "The log says now how the exported one went on. Keep that export as it is, and export to another"
                                    + " directory from now on: keepuntil audit export DIR");
        }
        return lines;
    }
}
