package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What can be next for a record, as SQL: the last stage of the rule that governs, and the stages before the last of the rules that
 * apply. None of them acts before every other rule has passed its own date.
 */
final class AgendaSql {
    private final Governance governance;
    private final List<Item> items = new ArrayList<>();
    private final List<Item> awaited = new ArrayList<>();

    /** What a rule does at one of its stages. */
    record Act(RuleSql rule, StageSql stage) {
        boolean isLast() {
            return stage.number() == rule.last().number();
        }
    }

    /** A stage before the last. */
    private record Item(RuleSql rule, StageSql stage, List<RuleSql> others) {
        Act act() {
            return new Act(rule, stage);
        }

        /** Its own day and those of all other rules have come. */
        Sql latest(Function<StageSql, Sql> day) {
            List<Sql> all = new ArrayList<>(List.of(rule.reaches(stage).isTrue(), day.apply(stage)));
            others.forEach(other -> all.add(Sql.or(other.may().not(), day.apply(other.last()))));
            return Sql.and(all);
        }

        Sql earliest(Function<StageSql, Sql> day) {
            List<Sql> all = new ArrayList<>(List.of(rule.reaches(stage).isNotFalse(), day.apply(stage)));
            others.forEach(other -> all.add(Sql.or(other.certain().not(), day.apply(other.last()))));
            return Sql.and(all);
        }

        Sql waiting() {
            List<Sql> any = new ArrayList<>(List.of(stage.waiting()));
            others.forEach(other -> any.add(Sql.and(other.may(), other.last().waiting())));
            return Sql.and(rule.reaches(stage).isNotFalse(), Sql.or(any));
        }
    }

    AgendaSql(Governance governance) {
        this.governance = governance;
        for (RuleSql rule : governance.rules()) {
            List<RuleSql> others =
                    governance.rules().stream().filter(r -> !r.is(rule)).toList();
            for (StageSql stage : rule.before()) {
                Item item = new Item(rule, stage, others);
                items.add(item);
                if (stage.isAwaited()) {
                    awaited.add(item);
                }
            }
        }
    }

    /** The last stage acts: its latest day has come, and nothing has to be awaited that has not come. */
    private Sql whole(Function<StageSql, Sql> day, Sql last) {
        List<Sql> all = new ArrayList<>(List.of(last));
        awaited.forEach(item ->
                all.add(Sql.or(item.rule().blocks(item.stage()).isNotFalse().not(), day.apply(item.stage()))));
        return Sql.and(all);
    }

    private Sql wholeEarliest(Function<StageSql, Sql> day, Sql last) {
        List<Sql> all = new ArrayList<>(List.of(last));
        awaited.forEach(
                item -> all.add(Sql.or(item.rule().blocks(item.stage()).isTrue().not(), day.apply(item.stage()))));
        return Sql.and(all);
    }

    /** The latest day of the last stage has come. */
    private Sql wholeLatest() {
        return whole(StageSql::latest, governance.latest());
    }

    /** The latest day of some act has come. */
    Sql latest() {
        return withItems(wholeLatest(), item -> item.latest(StageSql::latest));
    }

    private Sql ever() {
        return withItems(whole(StageSql::ever, governance.ever()), item -> item.latest(StageSql::ever));
    }

    /** The earliest day of some act has come. */
    Sql earliest() {
        return withItems(
                wholeEarliest(StageSql::earliest, governance.earliest()), item -> item.earliest(StageSql::earliest));
    }

    /** The earliest day of some act comes at all. */
    Sql notPermanent() {
        return withItems(
                wholeEarliest(StageSql::notPermanent, governance.notPermanent()),
                item -> item.earliest(StageSql::notPermanent));
    }

    /** Nothing happens because something has not happened yet. */
    Sql waiting() {
        if (items.isEmpty()) {
            return governance.waiting();
        }
        Sql any = withItems(governance.waiting(), Item::waiting);
        List<Sql> all = new ArrayList<>(List.of(any));
        awaited.forEach(item -> all.add(Sql.and(
                item.rule().blocks(item.stage()).isNotFalse(), item.stage().waiting())));
        return Sql.and(Sql.or(all), ever().isNotTrue());
    }

    private Sql withItems(Sql whole, Function<Item, Sql> sql) {
        List<Sql> any = new ArrayList<>(List.of(whole));
        items.forEach(item -> any.add(sql.apply(item)));
        return Sql.or(any);
    }

    /** A maximum has passed for certain while the minimum of all rules together has not. */
    Sql conflict() {
        Sql overstayed =
                Sql.or(governance.rules().stream().map(RuleSql::overstayed).toList());
        return overstayed.equals(Sql.FALSE)
                ? Sql.FALSE
                : Sql.and(overstayed, governance.earliest().isNotTrue());
    }

    /**
     * What is said of the act of a record for which the latest day of one has come; null where the dates of several rules would have to
     * be compared.
     */
    Sql ofAct(Function<Act, Sql> said) {
        Sql last = governance.ofGoverning(rule -> said.apply(new Act(rule, rule.last())));
        if (items.isEmpty()) {
            return last;
        }
        Sql cases = Sql.of("case");
        Sql whole = wholeLatest();
        for (Item item : awaited) {
            cases = Sql.concat(
                    cases,
                    " when ",
                    Sql.and(whole, item.rule().blocks(item.stage()).isNotFalse()),
                    " then ",
                    said.apply(item.act()));
        }
        cases = Sql.concat(cases, " when ", whole, " then ", last);
        for (RuleSql rule : governance.rules()) {
            List<Item> ofRule = items.stream().filter(i -> i.rule().is(rule)).toList();
            for (int i = ofRule.size() - 1; i >= 0; i--) {
                Item item = ofRule.get(i);
                cases = Sql.concat(cases, " when ", item.latest(StageSql::latest), " then ", said.apply(item.act()));
            }
        }
        return Sql.concat(cases, " end");
    }

    /** All that the rules do. */
    List<Act> acts() {
        List<Act> acts = new ArrayList<>(items.stream().map(Item::act).toList());
        governance.rules().forEach(rule -> acts.add(new Act(rule, rule.last())));
        return acts;
    }

    Governance governance() {
        return governance;
    }
}
