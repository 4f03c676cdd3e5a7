package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.Request.State;
import org.keepuntil.hold.Requests;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which request is decided, of which records, and why. */
final class RequestChoice {
    @Parameters(
            index = "0",
            paramLabel = "REQUEST",
            description = "The request's number, as `keepuntil request list` shows it.")
    private long id;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "CLASS KEY",
            description = "One of its records. Without it: every record that is still to be decided.")
    private List<String> record = List.of();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "On what ground, in a sentence. Only its digest is logged.")
    private String reason = "";

    String reason() {
        if (reason.isBlank()) {
            throw new UserError(ExitCode.USAGE, "A decision has a ground; --reason may not be empty.");
        }
        return reason.strip();
    }

    Request find(Requests requests) {
        return find(requests, id);
    }

    static Request find(Requests requests, long id) {
        return requests.find(id)
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "There is no request " + id + ".",
                        "`keepuntil request list --all` shows them."));
    }

    boolean namesOne() {
        return !record.isEmpty();
    }

    /** The records that are to be decided: the one that is named, or all that are open. */
    List<Request.Item> records(Request request) {
        List<Request.Item> open = request.in(State.OPEN);
        if (namesOne()) {
            open = request.records().stream().filter(this::isNamed).toList();
            if (open.isEmpty()) {
                throw new UserError(
                        ExitCode.NOT_FOUND,
                        "Request " + id + " is not about " + String.join(" ", record) + ".",
                        "`keepuntil request show " + id + "` names its records.");
            }
        }
        if (open.stream().noneMatch(each -> each.state() == State.OPEN)) {
            throw new UserError(
                    ExitCode.REFUSED,
                    "There is nothing left to decide: request " + id + " is "
                            + request.state().word() + ".",
                    "`keepuntil request show " + id + "` says by whom, and why.");
        }
        return open;
    }

    private boolean isNamed(Request.Item about) {
        List<String> key = record.subList(1, record.size());
        boolean same = about.key().equals(key)
                || (key.size() == 1 && new RecordKey(about.key()).toString().equals(key.get(0)));
        return about.recordClass().equals(record.get(0)) && same;
    }
}
