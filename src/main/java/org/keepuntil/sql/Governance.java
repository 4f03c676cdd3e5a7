package org.keepuntil.sql;

import java.util.List;
import java.util.function.Function;

/** All the rules that compete for a record, together, by their last stages: nothing happens before each of them allows it. */
record Governance(List<RuleSql> rules) {
    /** At least one rule applies or may. */
    Sql scheduled() {
        return Sql.or(each(RuleSql::may));
    }

    /** The latest day has come, by every rule that applies or may; and one does apply. */
    Sql latest() {
        return latest(StageSql::latest);
    }

    /** The latest day comes at all. */
    Sql ever() {
        return latest(StageSql::ever);
    }

    private Sql latest(Function<StageSql, Sql> day) {
        return Sql.and(
                Sql.or(each(RuleSql::certain)), Sql.and(each(r -> Sql.or(r.may().not(), day.apply(r.last())))));
    }

    /** The earliest day has come. */
    Sql earliest() {
        return earliest(StageSql::earliest);
    }

    /** The earliest day comes at all. */
    Sql notPermanent() {
        return earliest(StageSql::notPermanent);
    }

    /** By every rule that applies; where none does for certain, by one that may. */
    private Sql earliest(Function<StageSql, Sql> day) {
        Sql certain = Sql.or(each(RuleSql::certain));
        return Sql.or(
                Sql.and(certain, Sql.and(each(r -> Sql.or(r.certain().not(), day.apply(r.last()))))),
                Sql.and(certain.not(), Sql.or(each(r -> Sql.and(r.may(), day.apply(r.last()))))));
    }

    /** A rule that applies or may waits for an event. */
    Sql waiting() {
        return Sql.or(each(r -> Sql.and(r.may(), r.last().waiting())));
    }

    /** What is said of the rule that governs, where only one can; null where dates would have to be compared. */
    Sql ofGoverning(Function<RuleSql, Sql> said) {
        if (rules.isEmpty()) {
            return Sql.of("null");
        }
        if (rules.size() == 1) {
            return said.apply(rules.get(0));
        }
        Sql cases = Sql.of("case");
        for (RuleSql rule : rules) {
            Sql alone = Sql.and(rules.stream()
                    .map(other -> other.is(rule) ? other.may() : other.may().not())
                    .toList());
            cases = Sql.concat(cases, " when ", alone, " then ", said.apply(rule));
        }
        return Sql.concat(cases, " end");
    }

    private List<Sql> each(Function<RuleSql, Sql> sql) {
        return rules.stream().map(sql).toList();
    }
}
