package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;

/**
 * What can be next for a record: the last stage of the rule that governs, and the stages before the last of the rules that apply. None
 * of them acts before every other rule has passed its own date (language manual, "Which rule governs").
 *
 * @param governance by which the last stage acts
 * @param whole when the last stage acts: not before the stages that have to be awaited
 * @param stages what may come before it, in the order of the schedule
 * @param awaited the stages without which the last one does not act
 */
record Agenda(Governance governance, Interval whole, List<Item> stages, List<Item> awaited) {
    private static final Comparator<Item> SOONEST = Comparator.comparing(
                    (Item item) -> item.interval().latest())
            .thenComparing(item -> item.interval().earliest());

    /** An act, and when it falls due. */
    record Item(Act act, Interval interval, boolean waiting) {
        private static Item of(RuleOutcome rule, StageOutcome stage, Interval interval, boolean waiting) {
            return new Item(new Act(rule.rule(), stage.number()), interval, waiting);
        }
    }

    static Agenda of(List<RuleOutcome> competing) {
        Governance governance = Governance.of(competing);
        List<Item> stages = new ArrayList<>();
        List<Item> awaited = new ArrayList<>();
        Interval whole = governance.interval();
        for (RuleOutcome rule : competing) {
            Governance others = Governance.asFloor(competing.stream()
                    .filter(r -> !r.rule().id().equals(rule.rule().id()))
                    .toList());
            rule.ahead().forEach(stage -> stages.add(after(others, rule, stage)));
            if (rule.applies() != Truth.FALSE) {
                for (StageOutcome stage : rule.awaited()) {
                    Interval own = stage.derivation().interval();
                    awaited.add(Item.of(rule, stage, own, stage.derivation().waiting()));
                    boolean certain = rule.applies() == Truth.TRUE && stage.says() == Truth.TRUE;
                    whole = whole.longest(certain ? own : new Interval(Day.EVER, own.latest()));
                }
            }
        }
        return new Agenda(governance, whole, List.copyOf(stages), List.copyOf(awaited));
    }

    /** A stage before the last waits for its own date and for those of all other rules; it acts only where that is certain. */
    private static Item after(Governance others, RuleOutcome rule, StageOutcome stage) {
        Interval own = others.interval().longest(stage.derivation().interval());
        boolean waiting = stage.derivation().waiting() || others.waiting();
        boolean certain = stage.says() == Truth.TRUE;
        return Item.of(rule, stage, certain ? own : new Interval(own.earliest(), Day.NEVER), waiting);
    }

    /** From the earliest to the latest day on which something happens. */
    Interval interval() {
        return stages.stream().map(Item::interval).reduce(whole, Interval::shortest);
    }

    /** Whether nothing happens because something has not happened yet. */
    boolean waiting() {
        boolean any = governance.waiting()
                || Stream.concat(stages.stream(), awaited.stream()).anyMatch(Item::waiting);
        return any && interval().latest().equals(Day.NEVER);
    }

    /** What has to be awaited acts on its own day, as any stage does, and at the latest when all else would be done. */
    private Item due(Item item) {
        Interval since = stages.stream()
                .filter(stage -> stage.act().equals(item.act()))
                .map(Item::interval)
                .reduce(whole, Interval::shortest);
        return new Item(item.act(), since, item.waiting());
    }

    /** What is done as of the day, or comes first after it; empty where no rule applies or may. */
    Optional<Item> next(LocalDate asOf) {
        Optional<Item> last = governance
                .governing()
                .map(RuleOutcome::rule)
                .map(rule -> new Item(new Act(rule, rule.stages().size()), whole, governance.waiting()));
        // what comes later is what is done on its day: several acts may be due on it
        Day soonest = interval().latest();
        LocalDate day = soonest.isDate() && !soonest.isOnOrBefore(asOf) ? soonest.date() : asOf;
        if (whole.latest().isOnOrBefore(day)) {
            return awaited.stream().findFirst().map(this::due).or(() -> last);
        }
        Predicate<Item> due = item -> item.interval().latest().isOnOrBefore(day);
        Optional<Item> first = stages.stream().filter(due).findFirst();
        if (first.isPresent()) {
            // of several stages of the rule that are due the last one does what those before it would have done
            return stages.stream()
                    .filter(due)
                    .filter(item -> item.act().rule().equals(first.get().act().rule()))
                    .reduce((one, later) -> later);
        }
        return Stream.concat(last.stream(), stages.stream()).min(SOONEST);
    }
}
