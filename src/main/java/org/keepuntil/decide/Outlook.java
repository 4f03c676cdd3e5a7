package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.calendar.Day;
import org.keepuntil.schedule.Disposal;

/** What happens to a record, and when. */
final class Outlook {
    private final Decision decision;
    private final Gaps gaps;

    private Outlook(Decision decision, Gaps gaps) {
        this.decision = decision;
        this.gaps = gaps;
    }

    static List<String> of(Decision decision, Facts facts, LocalDate asOf) {
        return new Outlook(decision, Gaps.of(decision, facts, asOf)).lines();
    }

    private List<String> lines() {
        return switch (decision.status()) {
            case UNSCHEDULED -> List.of("Nothing happens: no rule says how long the record is kept, so it stays.");
            case PERMANENT -> List.of("Nothing happens: the record is kept for ever.");
            case OPEN -> open();
            case RETAINED -> retained();
            case UNDETERMINED -> undetermined();
            case HELD -> List.of("Nothing happens while a hold covers the record. " + eligibleSince());
            case REFERRED_TO -> List.of("Nothing happens while a record that stays refers to it. " + eligibleSince());
            case DUE ->
                List.of("It will be " + act() + " by the next run, unless a hold is placed or a fact changes before. "
                        + eligibleSince());
            default ->
                List.of("The record is " + decision.status().word() + ": "
                        + decision.status().meaning() + ".");
        };
    }

    private List<String> open() {
        List<String> lines = new ArrayList<>();
        if (decision.open() != Truth.FALSE) {
            lines.add("Nothing happens while the record is open, whatever its rules give.");
        }
        if (!gaps.awaited().isEmpty()) {
            lines.add("Nothing happens until this has happened: " + String.join("; ", gaps.awaited()) + ".");
        }
        return withMissing(lines);
    }

    private List<String> retained() {
        List<String> lines = new ArrayList<>();
        if (!latest().isDate()) {
            lines.add("Nothing happens before " + decision.interval().earliest()
                    + ", and nothing after it until what is missing is known.");
            return withMissing(lines);
        }
        lines.add(actsFrom());
        if (!decision.interval().isExact()) {
            lines.add("What is missing could bring that forward, but not before "
                    + decision.interval().earliest() + ".");
        }
        return withMissing(lines);
    }

    private List<String> undetermined() {
        List<String> lines = new ArrayList<>();
        if (latest().isDate()) {
            lines.add(actsFrom());
            lines.add("What is missing could bring that forward.");
        } else {
            lines.add("Nothing happens until what is missing is known.");
        }
        return withMissing(lines);
    }

    private String actsFrom() {
        return "It will be " + act() + " on or after " + latest()
                + ", unless a hold covers it then or a fact changes before.";
    }

    private List<String> withMissing(List<String> lines) {
        if (!gaps.missing().isEmpty()) {
            lines.add("What is missing:");
            gaps.missing().forEach(gap -> lines.add("  " + gap));
        }
        return lines;
    }

    private Day latest() {
        return decision.interval().latest();
    }

    private String eligibleSince() {
        return "It has been eligible since " + latest() + ".";
    }

    private String act() {
        Disposal then = decision.governing()
                .map(governing -> governing.rule().lastStage().then())
                .orElse(Disposal.FLAG);
        return switch (then) {
            case FLAG -> "marked";
            case REVIEW -> "put on the review list";
            case TRANSFER -> "transferred";
            case ANONYMISE -> "anonymised";
            case REDACT -> "redacted";
            case DESTROY -> "destroyed";
        };
    }
}
