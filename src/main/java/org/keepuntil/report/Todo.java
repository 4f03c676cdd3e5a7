package org.keepuntil.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.LinkFinding;

/**
 * A matter that waits for a person.
 *
 * @param command what to run to see more; a list of one, or empty where nothing would show it
 */
record Todo(String what, String why, List<String> command) {

    static List<Todo> of(Evidence evidence) {
        RunReport report = evidence.report();
        List<Todo> todos = new ArrayList<>();
        if (!evidence.addsUp()) {
            todos.add(plain(
                    "The counts of this report do not add up",
                    "The top of the report says where. Do not rely on its numbers until somebody has found out why."));
        }
        if (report.run().state() != RunState.FINISHED) {
            todos.add(plain(
                    "The run did not finish",
                    report.run().state().meaning() + " " + report.run().exitMeaning()));
        }
        report.classes().forEach(c -> addOutcomes(todos, c, evidence.tally()));
        report.classes().forEach(c -> addStatuses(todos, c));
        Permits.uncovered(evidence)
                .forEach(rule -> todos.add(plain(
                        rule + ": records went, and no approval is on record",
                        "Find out who allowed it, and why the record of it is missing.")));
        report.basis()
                .sealed()
                .filter(seal -> !seal.isSigned())
                .ifPresent(seal -> todos.add(plain(
                        "The checkpoint over this run is not signed with a key that the database names",
                        "Have somebody verify the log who keeps an older checkpoint: keepuntil audit verify.")));
        report.basis().looks().forEach(look -> addLook(todos, report, look));
        report.basis().residue().forEach(residue -> addResidue(todos, report, residue));
        addHolds(todos, report);
        addSchedule(todos, report);
        addRules(todos, report);
        report.links().forEach(link -> addLink(todos, link));
        return todos;
    }

    private static Todo plain(String what, String why) {
        return new Todo(what, why, List.of());
    }

    private static void addOutcomes(List<Todo> todos, ClassReport c, Tally tally) {
        addOutcome(todos, c, Outcome.FAILED, "Section 5 gives the reason for each. Mend it; the next run tries again.");
        addOutcome(todos, c, Outcome.GONE, "Find out what removed them: nothing but Keepuntil should.");
        addOutcome(todos, c, Outcome.NOT_REACHED, notReached(tally.reasons(c.name(), Outcome.NOT_REACHED)));
        addOutcome(todos, c, Outcome.DEFERRED, "If it happens again, run at an hour when nobody works on them.");
    }

    private static void addResidue(List<Todo> todos, RunReport report, Residue residue) {
        residue.stopped()
                .ifPresent(stop -> todos.add(new Todo(
                        "%s has not reached level %s"
                                .formatted(residue.relation(), stop.level().replace("L", "")),
                        Words.capitalised(stop.ground()) + (stop.ground().endsWith(".") ? "" : "."),
                        List.of("keepuntil residue --run " + report.run().id()))));
    }

    private static void addLook(List<Todo> todos, RunReport report, Look look) {
        if (look.found() > 0) {
            todos.add(new Todo(
                    "%s: %s had come back when the run began"
                            .formatted(report.title(look.recordClass()), Words.records(look.found())),
                    "The log says that they were destroyed before. Find out what brought them back: a restored backup, or a copy."
                            + " A plan lists again those that are due.",
                    List.of("keepuntil audit reconcile")));
        }
    }

    /** A run that ended early leaves no reason with the record. */
    private static String notReached(Map<String, Long> reasons) {
        if (reasons.isEmpty() || reasons.containsKey("")) {
            return "Find out why the run ended early, then run again.";
        }
        String why = Words.capitalised(String.join("; ", reasons.keySet()));
        return why + ". The next run leaves them again, until this changes.";
    }

    private static void addOutcome(List<Todo> todos, ClassReport c, Outcome outcome, String why) {
        long count = c.outcomes().count(outcome);
        if (count > 0) {
            todos.add(plain("%s: %s %s".formatted(c.title(), Words.records(count), outcome.word()), why));
        }
    }

    private static void addStatuses(List<Todo> todos, ClassReport c) {
        for (Map.Entry<Status, Long> entry : c.statuses().entrySet()) {
            Status status = entry.getKey();
            if (entry.getValue() > 0) {
                waitsFor(status)
                        .ifPresent(why -> todos.add(new Todo(
                                "%s: %s %s%s"
                                        .formatted(
                                                c.title(),
                                                Words.records(entry.getValue()),
                                                status == Status.CONFLICT ? "in conflict" : status.word(),
                                                status == Status.IN_REVIEW ? overdue(c) : ""),
                                why,
                                List.of("keepuntil plan --list --class \"%s\" --status \"%s\""
                                        .formatted(c.name(), status.word())))));
            }
        }
    }

    private static String overdue(ClassReport c) {
        long overdue = c.waiting().stream().mapToLong(Waiting::overdue).sum();
        return overdue == 0 ? "" : ", " + Words.number(overdue) + " overdue";
    }

    private static Optional<String> waitsFor(Status status) {
        return switch (status) {
            case UNSCHEDULED -> Optional.of("Decide how long they are kept, and add a rule to the schedule.");
            case UNDETERMINED -> Optional.of("Find the missing dates and correct them where the records are kept.");
            case CONFLICT ->
                Optional.of(
                        "A maximum has passed while another period still keeps them. Decide which is right; `keepuntil explain` names the rules.");
            case IN_REVIEW -> Optional.of("Decide on each.");
            case AWAITING_APPROVAL ->
                Optional.of(
                        "Approve or reject the plan that they are in: keepuntil approvals. Where they wait to be handed over, accept or refuse that: keepuntil transfer list.");
            default -> Optional.empty();
        };
    }

    private static void addHolds(List<Todo> todos, RunReport report) {
        LocalDate asOf = report.run().asOf();
        for (HoldsInForce holds : report.holds()) {
            List<String> passed = holds.references().stream()
                    .filter(hold -> hold.reviewPassed(asOf))
                    .map(HoldsInForce.HoldReference::reference)
                    .toList();
            if (!passed.isEmpty()) {
                todos.add(plain(
                        "%s (%s) past the date for review"
                                .formatted(Words.count(passed.size(), "hold", "holds"), holds.kind()),
                        "See whether it is still needed: " + String.join(", ", passed) + "."));
            }
        }
    }

    private static void addSchedule(List<Todo> todos, RunReport report) {
        ScheduleFacts schedule = report.schedule();
        if (schedule.adopted().isEmpty()) {
            todos.add(plain(
                    "The schedule does not say who adopted it",
                    "Without that, nobody can tell by whose authority records went. Add it to the schedule."));
        }
        schedule.reviewBy()
                .filter(report.run().asOf()::isAfter)
                .ifPresent(day -> todos.add(plain(
                        "The schedule should have been reviewed by " + Words.day(day),
                        "Ninety days past that date, disposal by this schedule stops.")));
    }

    private static void addLink(List<Todo> todos, LinkFinding link) {
        add(
                todos,
                link,
                link.waiting(),
                "value waits",
                "values wait",
                "to be searched for again",
                "An older transaction was"
                        + " open, a row was locked, or a hold came between. The next run searches; it keeps the values until then.");
        add(
                todos,
                link,
                link.kept(),
                "row",
                "rows",
                "came late and stayed",
                "What they refer to is gone, or they belong to"
                        + " another record too. Find out why they were written.");
        add(
                todos,
                link,
                link.dropped(),
                "value was",
                "values were",
                "not searched for",
                "The binding declares the link no" + " more. See whether rows still refer to what went.");
        add(
                todos,
                link,
                link.orphans().orElse(0),
                "row leads",
                "rows lead",
                "nowhere",
                "Whose they are is not guessed at." + " Decide what becomes of them.");
    }

    private static void add(
            List<Todo> todos, LinkFinding link, long count, String one, String several, String what, String why) {
        if (count > 0) {
            todos.add(plain("%s: %s %s".formatted(link.link(), Words.count(count, one, several), what), why));
        }
    }

    private static void addRules(List<Todo> todos, RunReport report) {
        for (ClassReport c : report.classes()) {
            c.rules().stream()
                    .filter(rule -> rule.authority().isEmpty() && rule.due() > 0 && !rule.flags())
                    .forEach(rule -> todos.add(plain(
                            "%s: rule %s names no authority".formatted(c.title(), rule.title()),
                            "Records were due under it. Say in the schedule what it rests on.")));
        }
    }
}
