package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.TokenKeyException;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Explanation;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.dispose.Transfers;
import org.keepuntil.hold.Hold;
import org.keepuntil.plan.Listed;
import org.keepuntil.plan.Planner;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil explain}. */
@Command(
        name = "explain",
        description = {
            "Explain what becomes of one record, and why.",
            "Says which facts were used, what each rule gives and how it was worked out, which rule governs, what stands in"
                    + " the way, and what happens when. Of a record that is gone it says what the log has. It shows dates,"
                    + " but no names of people."
        })
@VerbHelp(
        group = VerbGroup.LOOK,
        examples = {
            "# A record with the key 4711",
            "keepuntil explain referral 4711 --database demo",
            "# What would be said of it in 2040",
            "keepuntil explain referral 4711 --database demo --as-of 2040-01-01",
            "# A key of two columns",
            "keepuntil explain attendance 12 2019/20 --schedule schedules/mine"
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
final class ExplainVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The class of the record, as the schedule names it.")
    private String recordClass;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY",
            description = "The record's key. Where it has several columns: each in turn, or all with / between them.")
    private List<String> key;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private FormatOption format;

    ExplainVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        refuseCsv();
        try (Workplace place = Workplace.asOperator(desk, schedules, database)) {
            Work work = place.work(recordClass);
            RecordKey given = KeyArguments.key(work, key);
            LocalDate day = asOf.orToday(place.today());
            RecordKey written = RecordKeys.of(place.database(), work)
                    .asWritten(given)
                    .orElseThrow(() -> notFound(work, given, "It can be no key of this class."));
            Optional<Listed> found =
                    Planner.of(place.database(), place.workload()).find(day, work.name(), written);
            if (found.isPresent()) {
                show(place, work, found.get(), day);
            } else {
                showWhatBecame(place, work, written);
            }
        }
        return ExitCode.DONE;
    }

    private void refuseCsv() {
        if (format.get() == Format.CSV) {
            throw new UserError(
                    ExitCode.USAGE, "An explanation is no table, so it has no --format csv.", "Give table or json.");
        }
    }

    private record HoldDocument(
            long id,
            String kind,
            String authority,
            @Nullable String reference,
            @Nullable String owner,
            @Nullable String reviewOn,
            @Nullable String keepsUntil) {}

    private record Document(
            @JsonProperty("class") String recordClass,
            String key,
            String asOf,
            String status,
            String rule,
            String earliest,
            String latest,
            List<HoldDocument> holds,
            List<String> referredBy,
            List<Section> sections) {}

    private void show(Workplace place, Work work, Listed found, LocalDate day) {
        List<Hold> holds = Standings.holds(place.database(), work, found.key(), day);
        Decision decision = found.decision();
        List<String> standing =
                new ArrayList<>(Standings.sentences(work, found.standing(), holds, parts(place, work, found, day)));
        standing.addAll(ReviewWords.decided(place.database(), work, found));
        standing.addAll(Standings.packed(place.database(), work, found));
        standing.addAll(Standings.approval(place, work, found));
        List<Section> sections =
                new ArrayList<>(Explanation.of(decision, found.facts(), found.standing(), day, standing));
        sections.addAll(
                sections.size() - 2,
                Alterations.of(place.database(), work, found.key(), reference(place, work, found.key())));
        if (format.get() == Format.JSON) {
            Document document = new Document(
                    work.name(),
                    found.key().toString(),
                    day.toString(),
                    decision.status().word(),
                    decision.ruleId().orElse(""),
                    decision.interval().earliest().toString(),
                    decision.interval().latest().toString(),
                    holds.stream().map(hold -> document(hold, work)).toList(),
                    found.standing().referredBy(),
                    sections);
            Json.write(document, desk.console().out());
            return;
        }
        Sections.print(work.recordClass().title() + ": " + work.name() + " " + found.key(), sections, desk.console());
    }

    /** What keeps the parts of the record that may not go yet, each once. */
    private static Set<String> parts(Workplace place, Work work, Listed found, LocalDate day) {
        Set<String> sentences = new TreeSet<>();
        Planner.of(place.database(), place.workload())
                .waitingParts(
                        day, work.name(), found.key(), (part, listed) -> sentences.add(Standings.ofPart(part, listed)));
        return sentences;
    }

    private static HoldDocument document(Hold hold, Work work) {
        return new HoldDocument(
                hold.id(),
                hold.kind().word(),
                hold.authority(),
                hold.reference().orElse(null),
                hold.owner().orElse(null),
                hold.reviewOn().map(LocalDate::toString).orElse(null),
                hold.release()
                        .map(release -> release.keepsUntil(
                                        work.schedule().zone(), work.schedule().holdGraceDays())
                                .toString())
                        .orElse(null));
    }

    private record Disposal(
            String act,
            long run,
            String asOf,
            String rule,
            long entry,
            Map<String, Long> removed,
            Map<String, Long> unlinked) {
        static Disposal of(AuditLog.Indexed logged) {
            return new Disposal(
                    logged.entry().act().word(),
                    logged.entry().run(),
                    logged.entry().asOf().toString(),
                    logged.entry().rule(),
                    logged.index(),
                    logged.entry().removed(),
                    logged.entry().unlinked());
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add((removed.isEmpty() ? "A copy of it was sent in run " : "It was disposed of (" + act + ") in run ")
                    + run + " as of " + asOf + ", under rule " + rule
                    + ": entry " + entry + " of the log.");
            removed.forEach(
                    (table, rows) -> lines.add("  " + Words.count(rows, "row", "rows") + " of " + table + " went."));
            unlinked.forEach((table, rows) ->
                    lines.add("  " + Words.count(rows, "row", "rows") + " of " + table + " stayed, without the link."));
            return lines;
        }
    }

    private record GoneDocument(@JsonProperty("class") String recordClass, String key, List<Disposal> disposals) {}

    private void showWhatBecame(Workplace place, Work work, RecordKey written) {
        List<Disposal> disposals = disposals(place, work, written);
        List<Section> altered = Alterations.of(place.database(), work, written, reference(place, work, written));
        if (disposals.isEmpty() && !altered.isEmpty()) {
            showRenamed(work, written, altered);
            return;
        }
        if (disposals.isEmpty()) {
            throw notFound(
                    work, written, "The log has no disposal of it either: Keepuntil has not removed such a record.");
        }
        if (format.get() == Format.JSON) {
            Json.write(
                    new GoneDocument(work.name(), written.toString(), disposals),
                    desk.console().out());
            return;
        }
        List<String> lines = new ArrayList<>(
                disposals.stream().flatMap(each -> each.lines().stream()).toList());
        lines.addAll(handedOver(place, neededReference(place, work, written)));
        Sections.print(
                work.recordClass().title() + ": " + work.name() + " " + written,
                List.of(
                        new Section("Status", List.of("There is no such record any more.")),
                        new Section("What the log says", lines)),
                desk.console());
    }

    private static List<String> handedOver(Workplace place, String reference) {
        Transfers transfers = Transfers.of(place.database());
        return AuditLog.of(JdbcClient.create(place.database())).transfers(reference).stream()
                .flatMap(each -> transfers.find(each.transfer()).stream())
                .map(each -> "It was in package " + each.id() + "."
                        + each.decision()
                                .map(decision -> " " + PackageDocument.sentence(decision))
                                .orElse(""))
                .toList();
    }

    /** A record whose key has become a token is there under another key, which nobody can tell from this one without the log's key. */
    private void showRenamed(Work work, RecordKey written, List<Section> altered) {
        List<Section> sections = new ArrayList<>();
        sections.add(
                new Section("Status", List.of("There is no record of this key any more: the key became a token.")));
        sections.addAll(altered);
        if (format.get() == Format.JSON) {
            Json.write(sections, desk.console().out());
        } else {
            Sections.print(work.recordClass().title() + ": " + work.name() + " " + written, sections, desk.console());
        }
    }

    /** The record's name in the log, where the log's key is here. */
    private Optional<String> reference(Workplace place, Work work, RecordKey of) {
        try {
            return Optional.of(database.tokenKeys().of(place.installation()).reference(work.name(), of.parts()));
        } catch (TokenKeyException e) {
            return Optional.empty();
        }
    }

    private List<Disposal> disposals(Workplace place, Work work, RecordKey written) {
        return AuditLog.of(JdbcClient.create(place.database()))
                .disposals(neededReference(place, work, written))
                .stream()
                .map(Disposal::of)
                .toList();
    }

    private String neededReference(Workplace place, Work work, RecordKey written) {
        try {
            return database.tokenKeys().of(place.installation()).reference(work.name(), written.parts());
        } catch (TokenKeyException e) {
            throw notFound(
                    work, written, "Whether it was disposed of can be told only with the log's key. " + e.getMessage());
        }
    }

    private static UserError notFound(Work work, RecordKey key, String next) {
        return new UserError(ExitCode.NOT_FOUND, "There is no " + work.name() + " " + key + ".", next);
    }
}
