package org.keepuntil.sql;

import java.util.List;
import java.util.function.Function;

/** All the rules that compete for a record, together: nothing happens before each of them allows it. */
record Governance(List<RuleSql> rules) {
    /** At least one rule applies or may. */
    Sql scheduled() {
        return Sql.or(each(RuleSql::may));
    }

    /** The latest day has come, by every rule that applies or may; and one does apply. */
    Sql latest() {
        return Sql.and(
                Sql.or(each(RuleSql::certain)), Sql.and(each(r -> Sql.or(r.may().not(), r.latest()))));
    }

    /** The earliest day has come. */
    Sql earliest() {
        return earliest(RuleSql::earliest);
    }

    /** The earliest day comes at all. */
    Sql notPermanent() {
        return earliest(RuleSql::notPermanent);
    }

    /** By every rule that applies; where none does for certain, by one that may. */
    private Sql earliest(Function<RuleSql, Sql> day) {
        Sql certain = Sql.or(each(RuleSql::certain));
        return Sql.or(
                Sql.and(certain, Sql.and(each(r -> Sql.or(r.certain().not(), day.apply(r))))),
                Sql.and(certain.not(), Sql.or(each(r -> Sql.and(r.may(), day.apply(r))))));
    }

    /** A rule that applies or may waits for an event. */
    Sql waiting() {
        return Sql.or(each(r -> Sql.and(r.may(), r.waiting())));
    }

    /** The rule that governs where only one can; null where dates would have to be compared. */
    Sql rule() {
        if (rules.isEmpty()) {
            return Sql.of("null::text");
        }
        if (rules.size() == 1) {
            return Sql.of("?::text", rules.get(0).rule().id());
        }
        Sql cases = Sql.of("case");
        for (RuleSql rule : rules) {
            Sql alone = Sql.and(rules.stream()
                    .map(other -> other.rule().id().equals(rule.rule().id())
                            ? other.may()
                            : other.may().not())
                    .toList());
            cases = Sql.concat(
                    cases,
                    " when ",
                    alone,
                    " then ",
                    Sql.of("?::text", rule.rule().id()));
        }
        return Sql.concat(cases, " end");
    }

    private List<Sql> each(Function<RuleSql, Sql> sql) {
        return rules.stream().map(sql).toList();
    }
}
