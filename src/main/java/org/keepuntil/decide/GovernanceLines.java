package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.calendar.Interval;

/** Which rule governs a record, and why. */
final class GovernanceLines {
    private GovernanceLines() {}

    static List<String> of(Decision decision) {
        if (decision.governing().isEmpty()) {
            return List.of("None: no rule applies to this record.");
        }
        RuleOutcome governing = decision.governing().get();
        List<RuleOutcome> others = decision.rules().stream()
                .filter(rule -> !rule.equals(governing) && rule.applies() != Truth.FALSE)
                .toList();
        List<String> lines = new ArrayList<>();
        if (others.isEmpty()) {
            lines.add(id(governing) + " governs: no other rule applies.");
        } else {
            boolean longest = others.stream().noneMatch(other -> isOverLater(other, governing));
            String why = longest ? "it keeps longest" : "of the rules that may keep longest it asks the mildest";
            lines.add(id(governing) + " governs: " + why + " (" + DateWords.eligible(governing.interval()) + ").");
            others.forEach(other -> lines.add("  " + compared(governing, other)));
        }
        if (governing.applies() == Truth.UNKNOWN) {
            lines.add("That it applies can't be told: until it can, the record is kept as if it did.");
        }
        lines.add("Together the rules give: " + DateWords.eligible(decision.interval()) + ".");
        decision.act()
                .filter(act -> act.rule().stages().size() > 1)
                .ifPresent(act -> lines.add("Next is stage " + act.stage() + " of "
                        + act.rule().id() + ": " + act.then().word() + "."));
        return lines;
    }

    /** Why one rule gives way, in the order in which rules are compared. */
    private static String compared(RuleOutcome governing, RuleOutcome other) {
        String start = id(other) + " (" + DateWords.eligible(other.interval()) + ")";
        if (isOverLater(other, governing)) {
            return start + " is over later, but is not certain to apply, and ends in “" + act(other) + "”.";
        }
        if (!other.interval().latest().equals(governing.interval().latest())) {
            return start + " is over earlier.";
        }
        if (governing.interval().equals(Interval.NEVER) && !other.interval().equals(Interval.NEVER)) {
            return start + " may be over earlier.";
        }
        return act(other).equals(act(governing))
                ? start + " stands later in the schedule."
                : start + " ends in “" + act(other) + "”, and “" + act(governing) + "” is milder.";
    }

    private static boolean isOverLater(RuleOutcome other, RuleOutcome governing) {
        return other.interval().latest().compareTo(governing.interval().latest()) > 0;
    }

    private static String id(RuleOutcome outcome) {
        return outcome.rule().id();
    }

    private static String act(RuleOutcome outcome) {
        return outcome.rule().lastStage().then().word();
    }
}
