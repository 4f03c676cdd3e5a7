package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keepuntil.schedule.Rule;

/** What each rule gives for a record, and how that was worked out. */
final class RuleLines {
    private static final String INDENT = "  ";

    private final ConditionNotes notes;
    private final List<String> lines = new ArrayList<>();

    private RuleLines(Facts facts) {
        this.notes = new ConditionNotes(facts);
    }

    static List<String> all(List<RuleOutcome> rules, Facts facts) {
        if (rules.isEmpty()) {
            return List.of("No rule is written for this class.");
        }
        RuleLines lines = new RuleLines(facts);
        rules.forEach(lines::add);
        return lines.lines;
    }

    private void add(RuleOutcome outcome) {
        Rule rule = outcome.rule();
        lines.add(rule.id() + ": " + rule.lastStage().phrase() + ", then "
                + rule.lastStage().then().word());
        rule.authority().ifPresent(authority -> lines.add(INDENT + "Authority: " + authority));
        lines.add(INDENT + applies(outcome));
        rule.when().ifPresent(when -> notes.lines(when).forEach(note -> lines.add(INDENT + INDENT + note)));
        if (outcome.applies() != Truth.FALSE) {
            result(outcome.derivation());
        } else if (rule.when().isEmpty()) {
            lines.add(INDENT + INDENT + outcome.derivation().because());
        }
    }

    private static String applies(RuleOutcome outcome) {
        return switch (outcome.applies()) {
            case TRUE -> outcome.rule().when().isEmpty() ? "It applies to every record of the class." : "It applies.";
            case UNKNOWN -> "It may apply: that can't be told from what is known.";
            case FALSE -> "It does not apply.";
        };
    }

    /** What the rule gives; its phrase stands above already. */
    private void result(Derivation derivation) {
        String eligible = DateWords.eligible(derivation.interval());
        lines.add(INDENT + eligible.substring(0, 1).toUpperCase(Locale.ROOT) + eligible.substring(1) + ":");
        lines.add(INDENT + INDENT + derivation.because());
        derivation.parts().forEach(part -> steps(part, INDENT + INDENT));
    }

    /** A step, and below it the steps that it rests on. */
    private void steps(Derivation step, String indent) {
        lines.add(indent + step.phrase() + ": " + DateWords.eligible(step.interval()));
        lines.add(indent + INDENT + step.because());
        step.parts().forEach(part -> steps(part, indent + INDENT));
    }
}
