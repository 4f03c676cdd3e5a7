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
        Periods periods = new Periods(facts, conditions, years, asOf);
        List<RuleOutcome> rules = outcomes(competing, conditions, periods);
        Governance governance = Governance.of(rules);
        Truth open = openWhile.map(conditions::test).orElse(Truth.FALSE);
        Status status = status(governance, open, standing, asOf);
        List<RuleOutcome> flags = outcomes(flagging, conditions, periods);
        return new Decision(status, governance.interval(), governance.governing(), rules, flags, open);
    }

    private static List<RuleOutcome> outcomes(List<Rule> rules, Conditions conditions, Periods periods) {
        return rules.stream().map(rule -> outcome(rule, conditions, periods)).toList();
    }

    private static RuleOutcome outcome(Rule rule, Conditions conditions, Periods periods) {
        Truth when = rule.when().map(conditions::test).orElse(Truth.TRUE);
        PeriodOutcome period = periods.evaluate(rule.lastStage().keep());
        return new RuleOutcome(rule, when.and(period.says()), period.derivation());
    }

    /** The first that holds; the order is that of the language manual, "Status". */
    private static Status status(Governance governance, Truth open, Standing standing, LocalDate asOf) {
        if (governance.governing().isEmpty()) {
            return Status.UNSCHEDULED;
        }
        if (governance.neverEligible()) {
            return Status.PERMANENT;
        }
        if (open != Truth.FALSE || governance.waiting()) {
            return Status.OPEN;
        }
        if (!governance.interval().earliest().isOnOrBefore(asOf)) {
            return Status.RETAINED;
        }
        if (!governance.interval().latest().isOnOrBefore(asOf)) {
            return Status.UNDETERMINED;
        }
        return eligible(standing);
    }

    private static Status eligible(Standing standing) {
        if (standing.held()) {
            return Status.HELD;
        }
        return standing.referredTo() ? Status.REFERRED_TO : Status.DUE;
    }
}
