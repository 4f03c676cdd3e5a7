package org.keepuntil.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/**
 * An authority that names another length of time, or another age, than its rule. Several rules may quote the same
 * paragraph, so what another rule of the class keeps, or one with the same authority, is no contradiction.
 */
final class AuthorityNumbers implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            rule.scalar("authority").ifPresent(text -> check(rule, text, schedule, problems));
        }
    }

    private static void check(WrittenRule rule, Node.Scalar text, WrittenSchedule schedule, Problems problems) {
        List<NamedAmount> named = NamedAmount.in(text.text());
        Set<Amount> kept = Amount.inRule(rule.rule());
        boolean contradicts = !kept.isEmpty()
                && !isQuotedTwice(rule, schedule)
                && named.stream().noneMatch(n -> kept.contains(n.amount()));
        Set<Amount> accounted = contradicts ? kept : keptByAnyWith(rule, schedule);
        List<NamedAmount> strange =
                named.stream().filter(n -> !accounted.contains(n.amount())).toList();
        if (!strange.isEmpty()) {
            warn(rule.rule(), text, strange, problems);
        }
    }

    private static boolean isQuotedTwice(WrittenRule rule, WrittenSchedule schedule) {
        return schedule.rules().stream()
                .anyMatch(other -> !other.is(rule)
                        && other.rule().authority().equals(rule.rule().authority()));
    }

    private static Set<Amount> keptByAnyWith(WrittenRule rule, WrittenSchedule schedule) {
        Set<Amount> kept = new HashSet<>();
        schedule.rules().stream()
                .map(WrittenRule::rule)
                .filter(other -> other.records().equals(rule.rule().records())
                        || other.authority().equals(rule.rule().authority()))
                .forEach(other -> kept.addAll(Amount.inRule(other)));
        return kept;
    }

    private static void warn(Rule rule, Node.Scalar text, List<NamedAmount> strange, Problems problems) {
        String said = strange.stream().map(n -> n.amount().words()).distinct().collect(Collectors.joining(", "));
        NamedAmount first = strange.get(0);
        problems.warning(
                text.placeAt(first.start()),
                first.end() - first.start(),
                "the authority says " + said + ", the rule says \""
                        + rule.lastStage().phrase() + "\"",
                "The program does what the rule says, and an auditor reads the authority. Mend the one that is wrong.");
    }
}
