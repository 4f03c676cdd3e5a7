package org.keepuntil.binding;

import java.util.List;
import java.util.Set;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/**
 * Refuses an act that would change what a later stage or another rule means. A date is written down before the act; a condition, and a
 * date that is not known yet, can't be.
 */
public final class ActCheck {
    private final Schedule schedule;
    private final Layout layout;
    private final Problems problems;

    private ActCheck(Schedule schedule, Layout layout, Problems problems) {
        this.schedule = schedule;
        this.layout = layout;
        this.problems = problems;
    }

    /** Looks at all rules of a schedule whose binding was found to fit. */
    public static void check(Schedule schedule, Layouts layouts, Problems problems) {
        layouts.classes().forEach(layout -> {
            new ActCheck(schedule, layout, problems).check();
            layouts.classes().stream()
                    .filter(other -> !other.root().equals(layout.root()))
                    .forEach(other -> new ActCheck(schedule, layout, problems).others(other));
        });
    }

    private void check() {
        List<Rule> rules = schedule.rulesFor(layout.name()).stream()
                .filter(r -> !r.onlyFlags())
                .toList();
        for (Rule rule : rules) {
            for (int stage = 1; stage <= rule.stages().size(); stage++) {
                int number = stage;
                layout.treated()
                        .change(rule.stages().get(stage - 1).then())
                        .ifPresent(change -> check(rules, rule, number, change));
            }
        }
    }

    /** What another class rests on may not change with a record of this one: its dates were written down for nobody there. */
    private void others(Layout other) {
        for (Rule rule : schedule.rulesFor(layout.name())) {
            for (Rule.Stage stage : rule.stages()) {
                layout.treated()
                        .change(stage.then())
                        .filter(change -> changes(change, other))
                        .ifPresent(change -> refuse(
                                stage.place(),
                                stage.then(),
                                rule,
                                "it changes what records of class " + other.name() + " are or are decided by"));
            }
        }
    }

    private static boolean changes(Treated.Change change, Layout other) {
        Touched touched = Touched.by(change, other);
        boolean key =
                other.key().stream().anyMatch(c -> change.of(other.root(), c).isPresent());
        return key || touched.changesDates() || !touched.facts().isEmpty();
    }

    private void check(List<Rule> rules, Rule rule, int number, Treated.Change change) {
        Rule.Stage stage = rule.stages().get(number - 1);
        Touched touched = Touched.by(change, layout);
        key(rules, stage, change);
        boolean nothingFollows = number == rule.stages().size() && rules.size() == 1;
        if (nothingFollows) {
            return;
        }
        layout.openWhile()
                .filter(touched::reaches)
                .ifPresent(
                        c -> refuse(
                                stage.place(),
                                stage.then(),
                                rule,
                                "it changes what `open while` looks at, so nobody could tell afterwards whether the record is open"));
        if (number < rule.stages().size()) {
            statistics(rule, stage, touched);
        }
        for (Rule other : rules) {
            conditions(rule, stage, other, touched);
            for (int later = 1; later <= other.stages().size(); later++) {
                if (other.equals(rule) && later > number) {
                    dates(rule, stage, rule.stages().get(later - 1), touched);
                }
            }
        }
    }

    /** Records are counted before the last act of their rule. */
    private void statistics(Rule rule, Rule.Stage stage, Touched touched) {
        rule.statistics().stream()
                .filter(touched::counts)
                .findFirst()
                .ifPresent(name -> refuse(
                        stage.place(),
                        stage.then(),
                        rule,
                        "it changes \"" + name + "\", by which records are counted later"));
    }

    private void conditions(Rule rule, Rule.Stage stage, Rule other, Touched touched) {
        List<Condition> asked = new java.util.ArrayList<>();
        other.when().ifPresent(asked::add);
        other.stages().forEach(s -> asked.addAll(Touched.conditionsOf(s.keep())));
        other.noLongerThan().ifPresent(p -> asked.addAll(Touched.conditionsOf(p)));
        if (asked.stream().anyMatch(touched::reaches)) {
            refuse(
                    stage.place(),
                    stage.then(),
                    rule,
                    "it changes what `when` of " + other.id() + " looks at, and that can't be written down beforehand");
        }
    }

    private void dates(Rule rule, Rule.Stage stage, Rule.Stage later, Touched touched) {
        if (!touched.reaches(later.keep())) {
            return;
        }
        Set<Event> known = Touched.knownAfter(stage.keep());
        Touched.eventsOf(later.keep()).stream()
                .filter(e -> !known.contains(e) && mayWait(e))
                .findFirst()
                .ifPresent(e -> refuse(
                        stage.place(),
                        stage.then(),
                        rule,
                        "it changes what the date of \"" + later.phrase()
                                + "\" is worked out from, and that date may not be known yet"));
    }

    /** A birth that is not known keeps the record from the act when the time comes; what has not happened yet is waited for. */
    private boolean mayWait(Event event) {
        return event instanceof Event.Death
                || (event instanceof Event.Declared declared
                        && !layout.event(declared.name()).source().required());
    }

    private void key(List<Rule> rules, Rule.Stage stage, Treated.Change change) {
        boolean keyChanges =
                layout.key().stream().anyMatch(c -> change.of(layout.root(), c).isPresent());
        boolean counted = rules.stream().flatMap(r -> r.stages().stream()).anyMatch(s -> waits(s.keep()));
        if (keyChanges && counted) {
            problems.error(
                    stage.place(),
                    1,
                    "the key of " + layout.name()
                            + " becomes a token, and a rule waits until no other record refers to the record",
                    "In the binding, write `keep` for the columns of the key.");
        }
    }

    private static boolean waits(Period period) {
        if (period instanceof Period.LongestOf longest) {
            return longest.members().stream().anyMatch(ActCheck::waits);
        } else if (period instanceof Period.ShortestOf shortest) {
            return shortest.members().stream().anyMatch(ActCheck::waits);
        } else if (period instanceof Period.FirstThatApplies ladder) {
            return ladder.alternatives().stream().anyMatch(a -> waits(a.keep()));
        }
        return period instanceof Period.UntilUnreferenced;
    }

    private void refuse(Place place, Disposal act, Rule rule, String why) {
        problems.error(
                place,
                1,
                "\"then: " + act.word() + "\" of " + rule.id() + " can't be done: " + why,
                "In the binding, keep that column (or component) of " + layout.name() + " under `" + act.word() + "`.");
    }
}
