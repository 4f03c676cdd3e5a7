package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.Request.State;
import org.keepuntil.hold.Requests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil request list}. */
@Command(
        name = "list",
        description = "List the requests that are to be decided or carried out, those first that are due first.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil request list --database demo",
            "# All that ever were, for a program",
            "keepuntil request list --all --format json --database demo"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class RequestListVerb implements Callable<ExitCode> {
    /** Days are those of the schedules' default zone: a list needs no schedule. */
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final Set<State> TO_DO = Set.of(State.OPEN, State.GRANTED);

    private final Desk desk;

    @Option(names = "--all", description = "Those too that are refused, withdrawn or carried out.")
    private boolean all;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    RequestListVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        LocalDate today = LocalDate.now(desk.clock().withZone(ZONE));
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            List<Request> requests =
                    Requests.of(session.database(), () -> database.tokenKeys().of(session.installation()))
                            .list()
                            .stream()
                            .filter(each -> all || TO_DO.contains(each.state()))
                            .toList();
            switch (format.get()) {
                case JSON ->
                    Json.write(
                            new Document(requests.stream()
                                    .map(each -> Line.of(each, today))
                                    .toList()),
                            desk.console().out());
                case CSV -> csv(requests, today);
                case TABLE -> table(requests, today);
            }
        }
        return ExitCode.DONE;
    }

    private record About(
            @JsonProperty("class") String recordClass,
            String key,
            String state,
            @Nullable String ground,
            @Nullable Long hold,
            @Nullable Long run) {
        static About of(Request.Item record) {
            return new About(
                    record.recordClass(),
                    new RecordKey(record.key()).toString(),
                    record.state().word(),
                    record.decision().map(Request.Decision::ground).orElse(null),
                    record.hold().orElse(null),
                    record.goneRun().orElse(null));
        }
    }

    private record Line(
            long id,
            String kind,
            String received,
            String due,
            boolean overdue,
            String state,
            String by,
            @Nullable String reference,
            List<About> records) {
        static Line of(Request request, LocalDate today) {
            return new Line(
                    request.id(),
                    request.kind().word(),
                    request.received().toString(),
                    request.due().toString(),
                    request.isOverdue(today),
                    request.state().word(),
                    request.by(),
                    request.reference().orElse(null),
                    request.records().stream().map(About::of).toList());
        }
    }

    private record Document(List<Line> requests) {}

    private void csv(List<Request> requests, LocalDate today) {
        Csv csv = new Csv(desk.console().out())
                .row("request", "kind", "about", "received", "due", "overdue", "state", "by", "reference");
        requests.forEach(each -> csv.row(
                each.id(),
                each.kind().word(),
                RequestText.about(each),
                each.received(),
                each.due(),
                each.isOverdue(today),
                each.state().word(),
                each.by(),
                each.reference().orElse(null)));
        desk.console().out().flush();
    }

    private void table(List<Request> requests, LocalDate today) {
        Table table = new Table("REQUEST", "KIND", "ABOUT", "RECEIVED", "DUE", "STATE", "BY");
        for (Request each : requests) {
            table.row(
                    each.id(),
                    each.kind().word(),
                    RequestText.about(each),
                    each.received(),
                    each.due(),
                    RequestText.state(each, today),
                    each.by());
            if (each.isOverdue(today)) {
                table.late();
            }
        }
        Optional<String> none = Optional.of(all ? "There never was a request." : "No request waits.")
                .filter(words -> table.isEmpty());
        none.ifPresentOrElse(desk.console()::print, () -> table.print(desk.console()));
    }
}
