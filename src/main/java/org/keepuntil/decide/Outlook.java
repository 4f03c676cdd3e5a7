package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/** What happens to a record, and when. */
final class Outlook {
    private final Decision decision;
    private final Facts facts;
    private final Standing standing;
    private final LocalDate asOf;
    private final Gaps gaps;

    private Outlook(Decision decision, Facts facts, Standing standing, LocalDate asOf) {
        this.decision = decision;
        this.facts = facts;
        this.standing = standing;
        this.asOf = asOf;
        this.gaps = Gaps.of(decision, facts, asOf);
    }

    static List<String> of(Decision decision, Facts facts, Standing standing, LocalDate asOf) {
        return new Outlook(decision, facts, standing, asOf).lines();
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
                List.of("It will be " + act()
                        + " by the next run that has approval, unless a hold is placed or a fact changes before. "
                        + eligibleSince());
            case CONFLICT -> conflict();
            case IN_REVIEW -> review();
            case IN_NOTICE -> notice();
            case ANONYMISED, PSEUDONYMISED, REDACTED ->
                List.of("Nothing more happens: the record is "
                        + decision.status().word() + ", and that is all that its rule asks.");
            case AWAITING_APPROVAL ->
                List.of(
                        "Nothing happens before somebody has accepted the package that a run writes of it; then it goes."
                                + " " + eligibleSince());
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
        Optional<LocalDate> kept = standing.docket().review().flatMap(ReviewDecision::keepUntil);
        if (kept.filter(day -> decision.interval().equals(Interval.on(day))).isPresent()) {
            return List.of("Somebody decided in its review to keep it until " + kept.get()
                    + ". On that day it is in review again.");
        }
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
        Disposal then = decision.act().map(Act::then).orElse(Disposal.FLAG);
        return switch (then) {
            case FLAG -> "marked";
            case REVIEW -> "put on the review list";
            case TRANSFER -> "transferred";
            case ANONYMISE -> "anonymised";
            case REDACT -> "redacted";
            case DESTROY -> "destroyed";
        };
    }

    private List<String> conflict() {
        List<String> lines = new ArrayList<>();
        for (RuleOutcome rule : decision.overstayed(asOf)) {
            lines.add(rule.rule().id() + " says: no longer than "
                    + rule.rule().noLongerThanPhrase().orElse("") + ". That passed on "
                    + rule.maximum().orElseThrow().interval().latest() + ".");
        }
        decision.rules().stream()
                .filter(rule -> rule.applies() == Truth.TRUE)
                .filter(rule -> !rule.interval().latest().isOnOrBefore(asOf))
                .forEach(rule ->
                        lines.add(rule.rule().id() + " still keeps it (" + DateWords.eligible(rule.interval()) + ")."));
        lines.add("Nothing happens before a person has settled which of them is right, or " + latest() + " has come.");
        return lines;
    }

    private List<String> review() {
        if (standing.docket().appeared()) {
            return List.of(
                    "A person decides: data was found in the record that its anonymisation had not left there. It is on the"
                            + " review list until that has been taken out again.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("A person decides. It is on the review list; nothing happens by itself.");
        facts.estimated().stream()
                .sorted()
                .forEach(what -> lines.add("The " + what + " is an estimate, so the program does not act on it."));
        int days = decision.act().flatMap(act -> act.rule().decideWithin()).orElse(Rule.DECIDE_WITHIN_DAYS);
        lines.add("It is reported when it is undecided after " + days + " days. " + eligibleSince());
        return lines;
    }

    private List<String> notice() {
        int days = decision.act().flatMap(act -> act.rule().notice()).orElse(0);
        String runs = standing.docket()
                .notice()
                .map(notice -> "It was listed on " + notice.since() + " and will be " + act() + " on or after "
                        + StatusOf.hasRun(notice.since(), days) + ".")
                .orElse("The next run lists it, and it will be " + act() + " when " + days
                        + " days have passed since.");
        return List.of(runs, "A notice is void, and starts afresh, when the record, its rule or the schedule changes.");
    }
}
