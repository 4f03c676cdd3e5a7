package org.keepuntil.schedule;

import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** A rule that rests on a statute and does not say on which. */
final class StatuteWithoutAuthority implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            boolean statute =
                    rule.rule().basis().filter(b -> b == Rule.Basis.STATUTE).isPresent();
            if (statute && rule.mapping().entry("authority").isEmpty()) {
                Node.Scalar line = rule.line("basis");
                problems.warning(
                        line.place(),
                        line.length(),
                        "the rule rests on a statute and does not name it",
                        "An auditor asks for it. Add for example: authority: Limitation Act 1980, s.5");
            }
        }
    }
}
