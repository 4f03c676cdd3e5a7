package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
        lines.add(rule.id() + ": " + asked(rule));
        rule.authority().ifPresent(authority -> lines.add(INDENT + "Authority: " + authority));
        lines.add(INDENT + applies(outcome));
        rule.when().ifPresent(when -> notes.lines(when).forEach(note -> lines.add(INDENT + INDENT + note)));
        if (outcome.applies() != Truth.FALSE) {
            outcome.before().forEach(this::stage);
            if (!outcome.before().isEmpty()) {
                lines.add(INDENT + "Stage " + rule.stages().size() + ", "
                        + rule.lastStage().then().word() + ", by which it is compared with other rules:");
            }
            result(outcome.derivation(), outcome.before().isEmpty() ? INDENT : INDENT + INDENT);
            outcome.maximum().ifPresent(this::maximum);
        } else if (rule.when().isEmpty()) {
            lines.add(INDENT + INDENT + outcome.derivation().because());
        }
    }

    /** The periods and acts of its stages, and its maximum. */
    private static String asked(Rule rule) {
        String stages = rule.stages().stream()
                .map(stage -> stage.phrase() + ", then " + stage.then().word())
                .collect(Collectors.joining("; "));
        boolean onlyMaximum =
                rule.noLongerThan().filter(rule.lastStage().keep()::equals).isPresent();
        return stages
                + rule.noLongerThanPhrase()
                        .filter(phrase -> !onlyMaximum)
                        .map(phrase -> "; no longer than " + phrase)
                        .orElse("");
    }

    private void stage(StageOutcome stage) {
        String done = stage.done() ? " (done)" : "";
        lines.add(
                INDENT + "Stage " + stage.number() + ", " + stage.stage().then().word() + done + ":");
        if (stage.says() == Truth.FALSE) {
            lines.add(INDENT + INDENT + stage.derivation().because());
        } else {
            result(stage.derivation(), INDENT + INDENT);
        }
    }

    private void maximum(Derivation maximum) {
        lines.add(INDENT + "Its maximum, " + maximum.phrase() + ": passes on "
                + maximum.interval().latest());
    }

    private static String applies(RuleOutcome outcome) {
        return switch (outcome.applies()) {
            case TRUE -> outcome.rule().when().isEmpty() ? "It applies to every record of the class." : "It applies.";
            case UNKNOWN -> "It may apply: that can't be told from what is known.";
            case FALSE -> "It does not apply.";
        };
    }

    /** What the rule gives; its phrase stands above already. */
    private void result(Derivation derivation, String indent) {
        String eligible = DateWords.eligible(derivation.interval());
        lines.add(indent + eligible.substring(0, 1).toUpperCase(Locale.ROOT) + eligible.substring(1) + ":");
        lines.add(indent + INDENT + derivation.because());
        derivation.parts().forEach(part -> steps(part, indent + INDENT));
    }

    /** A step, and below it the steps that it rests on. */
    private void steps(Derivation step, String indent) {
        lines.add(indent + step.phrase() + ": " + DateWords.eligible(step.interval()));
        lines.add(indent + INDENT + step.because());
        step.parts().forEach(part -> steps(part, indent + INDENT));
    }
}
