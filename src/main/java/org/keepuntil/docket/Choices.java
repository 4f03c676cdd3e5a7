package org.keepuntil.docket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.binding.ActCheck;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.ReviewDecision.Choice;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Workload;

/** What can be decided of a record in review: what its rule leaves open and its binding provides for. */
final class Choices {
    private final Workload workload;

    Choices(Workload workload) {
        this.workload = workload;
    }

    /** Why it can't be decided; empty where it can. */
    Optional<String> against(String recordClass, String ruleId, int stage, Reviews.Why why, Choice choice) {
        Optional<Workload.Bound> bound = workload.schedules().stream()
                .filter(each -> each.schedule().recordClass(recordClass).isPresent())
                .findFirst();
        Optional<Rule> rule = bound.stream()
                .flatMap(each -> each.schedule().rulesFor(recordClass).stream())
                .filter(each -> each.id().equals(ruleId))
                .findFirst();
        if (rule.isEmpty() || stage > rule.get().stages().size()) {
            return Optional.of("the schedule has changed since the last run, and has no rule " + ruleId
                    + " with a stage " + stage + " any more; the next run lists it anew");
        }
        return against(bound.orElseThrow(), rule.get(), stage, why, choice);
    }

    private static Optional<String> against(
            Workload.Bound bound, Rule rule, int stage, Reviews.Why why, Choice choice) {
        Disposal own = rule.stages().get(stage - 1).then();
        boolean last = stage == rule.stages().size();
        if (choice == Choice.GO_ON) {
            return goesOn(rule, own, last, why);
        }
        if (choice.disposal().isEmpty()) {
            return Optional.empty();
        }
        Disposal then = choice.disposal().get();
        boolean again = why == Reviews.Why.APPEARED && then == Disposal.ANONYMISE;
        if (!last && then != own && !again) {
            return Optional.of("rule " + rule.id() + " still keeps it after this stage (\""
                    + rule.lastStage().phrase() + "\"); decide: go on, keep until a date, or preserve");
        }
        if (then == Disposal.TRANSFER && bound.binding().transferTo().isEmpty()) {
            return Optional.of(
                    "the binding does not say where packages are written; add to it for example: transfer to: /srv/transfer");
        }
        return then == Disposal.ANONYMISE ? anonymises(bound, rule, stage, then == own && !again) : Optional.empty();
    }

    private static Optional<String> goesOn(Rule rule, Disposal own, boolean last, Reviews.Why why) {
        if (why == Reviews.Why.APPEARED) {
            return Optional.of("what has appeared was not to be there; decide: anonymise, or take it out");
        }
        return own == Disposal.REVIEW && last
                ? Optional.of("the review is the last that rule " + rule.id()
                        + " asks; decide: destroy, anonymise, transfer, preserve, or keep until a date")
                : Optional.empty();
    }

    /** What would be refused of a schedule that says so is refused here. */
    private static Optional<String> anonymises(Workload.Bound bound, Rule rule, int stage, boolean asScheduled) {
        if (asScheduled) {
            return Optional.empty();
        }
        var treated = bound.layouts().of(rule.records()).treated();
        if (treated.anonymise().isEmpty()) {
            return Optional.of("the binding does not say what becomes of the columns of " + rule.records()
                    + " when it is anonymised");
        }
        if (treated.anonymised() != Docket.Deed.ANONYMISED) {
            return Optional.of("by its binding " + rule.records()
                    + " is only pseudonymised, and nothing would ever destroy it; for more than that the binding needs an"
                    + " `anonymity` test and no `token`");
        }
        Problems problems = new Problems();
        ActCheck.check(anonymising(bound.schedule(), rule, stage), bound.layouts(), problems);
        return problems.hasErrors() ? problems.all().stream().findFirst().map(Problem::message) : Optional.empty();
    }

    /** The schedule as it would be if the rule said so. */
    private static Schedule anonymising(Schedule schedule, Rule rule, int stage) {
        List<Rule.Stage> stages = new ArrayList<>(rule.stages());
        Rule.Stage own = stages.get(stage - 1);
        stages.set(stage - 1, new Rule.Stage(own.keep(), own.phrase(), Disposal.ANONYMISE, own.place()));
        List<Rule> rules = schedule.rules().stream()
                .map(each -> each.equals(rule) ? rule.with(stages) : each)
                .toList();
        return schedule.with(rules);
    }
}
