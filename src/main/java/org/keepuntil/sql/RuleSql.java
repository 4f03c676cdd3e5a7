package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keepuntil.schedule.Rule;

/**
 * One rule as SQL.
 *
 * @param applies in three values
 * @param last the stage by which rules are compared
 * @param before the stages before the last
 * @param overstayed a maximum has passed for certain
 */
record RuleSql(Rule rule, Sql applies, StageSql last, List<StageSql> before, Sql overstayed) {
    static RuleSql of(
            Rule rule,
            Periods periods,
            Conditions conditions,
            DocketSql docket,
            LocalDate asOf,
            UnaryOperator<Sql> once) {
        List<StageSql> stages = new ArrayList<>();
        for (int number = 1; number <= rule.stages().size(); number++) {
            stages.add(StageSql.of(rule, number, periods, docket, asOf, once));
        }
        StageSql last = stages.remove(stages.size() - 1);
        Sql when = rule.when().map(conditions::once).orElse(Sql.TRUE);
        Sql pinned = docket.isPinned(rule);
        Sql asked = pinned.equals(Sql.FALSE)
                ? when
                : Sql.concat("case when ", Sql.and(pinned, when.isNotFalse()), " then true else ", when, " end");
        Sql applies = Sql.and(asked, last.says());
        Sql overstayed = rule.noLongerThan()
                .map(maximum -> Sql.and(
                        applies.isTrue(),
                        periods.applies(maximum).isTrue(),
                        periods.latestBy(maximum, Optional.of(asOf))))
                .orElse(Sql.FALSE);
        return new RuleSql(rule, applies, last, stages, overstayed);
    }

    boolean is(RuleSql other) {
        return rule.id().equals(other.rule.id());
    }

    Sql certain() {
        return applies.isTrue();
    }

    Sql may() {
        return applies.isNotFalse();
    }

    /** A stage before the last keeps those that follow it waiting; in three values. */
    Sql blocks(StageSql stage) {
        return Sql.and(applies, stage.says(), stage.done().not());
    }

    /** The record comes to a stage before the last; in three values. */
    Sql reaches(StageSql stage) {
        List<Sql> all =
                new ArrayList<>(List.of(applies, stage.says(), stage.done().not()));
        before.stream()
                .filter(earlier -> earlier.number() < stage.number() && earlier.isAwaited())
                .forEach(
                        earlier -> all.add(Sql.or(earlier.done(), earlier.says().not())));
        return Sql.and(all);
    }
}
