package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.Request.State;
import org.keepuntil.hold.RequestKind;

/** Requests in words. */
final class RequestText {
    private static final String OTHERS = " is to be decided by its name: others may figure in it too.";

    private RequestText() {}

    static String name(Request.Item about) {
        return about.recordClass() + " " + new RecordKey(about.key());
    }

    /** What it is about, in a few words. */
    static String about(Request request) {
        if (request.person().isPresent()) {
            return "a person, " + Words.count(request.records().size(), "record", "records");
        }
        return name(request.records().get(0));
    }

    /** A line for each record of a request that was just recorded. */
    static List<String> records(Request request) {
        return request.records().stream()
                .map(each -> each.decision()
                        .map(decision -> name(each) + " is refused: " + decision.ground())
                        .orElse(name(each) + (each.others() ? OTHERS : " is to be decided.")))
                .toList();
    }

    /** The state in a few words; how much time there is as long as it is open. */
    static String state(Request request, LocalDate today) {
        if (request.isOverdue(today)) {
            long days = request.due().until(today, java.time.temporal.ChronoUnit.DAYS);
            return "overdue by " + Words.count(days, "day", "days");
        }
        return request.state().word();
    }

    /** All there is to say of one record. */
    static List<String> lines(Request request, Request.Item about) {
        List<String> lines = new ArrayList<>();
        lines.add(name(about) + ": " + about.state().word()
                + about.goneRun().map(run -> " in run " + run).orElse(""));
        about.decision()
                .ifPresent(decision -> lines.add("  decided by " + decision.by() + " on " + Words.day(decision.at())
                        + ": " + decision.ground()));
        about.hold().ifPresent(hold -> lines.add("  restricted by hold " + hold));
        if (about.others() && about.state() == State.OPEN) {
            lines.add("  Other people figure in it too, so it is granted only by its name.");
        }
        if (about.state() == State.GRANTED && request.kind() == RequestKind.ERASE) {
            lines.add(
                    "  It goes with the next run whose plan is approved, unless something keeps it: keepuntil explain "
                            + name(about));
        }
        return lines;
    }
}
