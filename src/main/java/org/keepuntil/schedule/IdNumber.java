package org.keepuntil.schedule;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/**
 * A rule whose id ends with a number that is none of its periods: {@code referral-25} that keeps until 30. A number that
 * counts the rules, or names a section, a level or a school year, is none.
 */
final class IdNumber implements Lint {
    private static final int HIGHEST_ORDINAL = 9;
    private static final Pattern LAST = Pattern.compile("(?<stem>.*?)(?<word>\\p{L}*)[-_.](?<number>[0-9]{1,3})");
    private static final Set<String> COUNTING = Set.of(
            "s",
            "ss",
            "section",
            "sections",
            "part",
            "article",
            "art",
            "reg",
            "regulation",
            "schedule",
            "annex",
            "appendix",
            "para",
            "rule",
            "line",
            "row",
            "no",
            "number",
            "level",
            "tier",
            "stage",
            "ks",
            "key",
            "step",
            "phase",
            "band",
            "year",
            "form",
            "type",
            "group",
            "grade",
            "class",
            "post",
            "pre",
            "under",
            "over",
            "version",
            "v",
            "covid");

    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            Matcher id = LAST.matcher(rule.rule().id().toLowerCase(Locale.ROOT));
            if (id.matches() && !COUNTING.contains(id.group("word"))) {
                check(rule, id, schedule, problems);
            }
        }
    }

    private static void check(WrittenRule rule, Matcher id, WrittenSchedule schedule, Problems problems) {
        int number = Integer.parseInt(id.group("number"));
        Set<Amount> kept = Amount.inRule(rule.rule());
        boolean says = kept.stream().anyMatch(amount -> isIn(number, amount)) || isInCondition(number, rule);
        if (kept.isEmpty() || says || isOrdinal(number, id, schedule)) {
            return;
        }
        Node.Scalar at = rule.scalar("id").orElse(rule.line("id"));
        problems.warning(
                at.placeAt(id.start("number")),
                id.end("number") - id.start("number"),
                "the rule's name says " + number + ", the rule says \""
                        + rule.rule().lastStage().phrase() + "\"",
                "Reports and the audit log name the rule by its id. Give it another, or mend the period.");
    }

    private static boolean isIn(int number, Amount amount) {
        return amount.months() == 12 * number
                || amount.months() == number
                || amount.days() == number
                || amount.days() == 7 * number;
    }

    private static boolean isInCondition(int number, WrittenRule rule) {
        return rule.mapping()
                .entry("when")
                .filter(e -> Pattern.compile("\\b" + number + "\\b")
                        .matcher(ConditionWords.of(e.value()))
                        .find())
                .isPresent();
    }

    /** {@code referral-1}, {@code referral-2}: the rules are numbered. */
    private static boolean isOrdinal(int number, Matcher id, WrittenSchedule schedule) {
        if (number > HIGHEST_ORDINAL) {
            return false;
        }
        String stem = id.group("stem") + id.group("word");
        Pattern neighbour = Pattern.compile(
                Pattern.quote(stem) + "[-_.](" + (number - 1) + "|" + (number + 1) + ")", Pattern.CASE_INSENSITIVE);
        return number <= 1
                || schedule.rules().stream()
                        .anyMatch(r -> neighbour.matcher(r.rule().id()).matches());
    }
}
