package org.keepuntil.hold;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keepuntil.calendar.Day;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.RuleOutcome;
import org.keepuntil.decide.Truth;
import org.keepuntil.schedule.Erasure;
import org.keepuntil.schedule.Rule;

/**
 * Why a record is kept although its erasure was asked for: a rule that a statute or claims demand applies or may, and has not passed
 * (UK GDPR Article 17(3)(b) and (e)).
 */
final class Obstacle {
    private Obstacle() {}

    /** A sentence for each such rule, which quotes it; empty where there is none. */
    static Optional<String> in(Decision decision, LocalDate asOf) {
        String sentences = decision.rules().stream()
                .filter(outcome -> !Erasure.isOverridden(outcome.rule()))
                .filter(outcome -> outcome.applies() != Truth.FALSE)
                .filter(outcome -> !outcome.interval().latest().isOnOrBefore(asOf))
                .map(Obstacle::sentence)
                .collect(Collectors.joining(" "));
        return sentences.isEmpty() ? Optional.empty() : Optional.of(sentences);
    }

    private static String sentence(RuleOutcome outcome) {
        Rule rule = outcome.rule();
        String basis = rule.basis().orElseThrow().name().toLowerCase(Locale.ROOT);
        String authority = rule.authority().map(words -> ": “" + words + "”").orElse("");
        String article = rule.basis().orElseThrow() == Rule.Basis.STATUTE ? "17(3)(b)" : "17(3)(e)";
        return "Rule " + rule.id() + " (" + basis + authority + ") "
                + (outcome.applies() == Truth.TRUE ? "keeps it " : "may apply, and would keep it ") + until(outcome)
                + ": UK GDPR Article " + article + ".";
    }

    private static String until(RuleOutcome outcome) {
        Day latest = outcome.interval().latest();
        if (latest.isDate()) {
            return "until " + latest;
        }
        return outcome.interval().earliest().equals(Day.NEVER)
                ? "permanently"
                : "until a day that is not known yet (“" + outcome.derivation().phrase() + "”)";
    }
}
