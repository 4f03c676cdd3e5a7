package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Rule;

/** Decides by the rules of one class: each rule for itself, then which governs, then the status. */
final class RuleDecider implements Decider {
    private final List<Rule> competing;
    private final List<Rule> flagging;
    private final Optional<Condition> openWhile;
    private final YearStarts years;

    RuleDecider(List<Rule> rules, Optional<Condition> openWhile, YearStarts years) {
        this.competing = rules.stream().filter(rule -> !rule.onlyFlags()).toList();
        this.flagging = rules.stream().filter(Rule::onlyFlags).toList();
        this.openWhile = openWhile;
        this.years = years;
    }

    @Override
    public Decision decide(Facts facts, Standing standing, LocalDate asOf) {
        Conditions conditions = new Conditions(facts);
        Periods periods = new Periods(facts, conditions, years, asOf, standing.docket());
        RuleReading reading = new RuleReading(conditions, periods, standing.docket());
        List<RuleOutcome> rules = competing.stream().map(reading::outcome).toList();
        Agenda agenda = Agenda.of(rules);
        Truth open = openWhile.map(conditions::test).orElse(Truth.FALSE);
        List<RuleOutcome> flags = flagging.stream().map(reading::outcome).toList();
        Optional<Agenda.Item> next = agenda.next(asOf);
        Decision undecided = new Decision(
                Status.UNSCHEDULED,
                next.map(Agenda.Item::interval)
                        .filter(interval -> interval.latest().isOnOrBefore(asOf))
                        .orElse(agenda.interval()),
                agenda.governance().governing(),
                next.map(Agenda.Item::act),
                rules,
                flags,
                open);
        return new StatusOf(undecided, agenda, facts, standing, asOf).decided();
    }
}
