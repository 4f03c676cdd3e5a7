package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;

/**
 * Which rule governs, and what the rules give together (language manual, "Which rule governs"): the one that keeps longest. A
 * rule that only may apply counts as if it applied for the latest day, as if it did not for the earliest.
 *
 * @param waiting whether a rule that applies or may waits for an event that has not happened
 * @param governing empty where no rule applies or may
 */
record Governance(Interval interval, boolean waiting, Optional<RuleOutcome> governing) {
    /**
     * The governing rule comes last. Nothing happens before the latest day, so on the same one the milder act governs, whatever the
     * earliest days are, and whether the rule applies or may. Later in the file is less, so that the first of equals is the greatest.
     */
    private static final Comparator<RuleOutcome> KEEPS_LONGER = Comparator.comparing(
                    (RuleOutcome rule) -> rule.interval().latest())
            .thenComparing(rule -> rule.interval().equals(Interval.NEVER))
            .thenComparing(rule -> rule.rule().lastStage().then(), Comparator.reverseOrder());

    /** The milder rule comes first: the milder act, and of the same act the one with the longer notice. */
    private static final Comparator<RuleOutcome> MILDEST = Comparator.comparing(
                    (RuleOutcome rule) -> rule.rule().lastStage().then())
            .thenComparing(rule -> rule.rule().notice().orElse(-1), Comparator.reverseOrder());

    /** What bounds nothing. */
    private static final Interval FLOOR = new Interval(Day.EVER, Day.EVER);

    private static final Comparator<Day> DAYS = Comparator.naturalOrder();

    static Governance of(List<RuleOutcome> competing) {
        List<RuleOutcome> may =
                competing.stream().filter(rule -> rule.applies() != Truth.FALSE).toList();
        if (may.isEmpty()) {
            return new Governance(Interval.NEVER, false, Optional.empty());
        }
        boolean waiting = may.stream().anyMatch(rule -> rule.derivation().waiting());
        return new Governance(combined(may), waiting, Optional.of(longest(may)));
    }

    /** Before what nothing happens that waits for these rules: where none of them applies or may, nothing. */
    static Governance asFloor(List<RuleOutcome> others) {
        Interval floor = FLOOR;
        boolean waiting = false;
        for (RuleOutcome rule : others) {
            if (rule.applies() != Truth.FALSE) {
                Day earliest = rule.applies() == Truth.TRUE ? rule.interval().earliest() : Day.EVER;
                floor = floor.longest(new Interval(earliest, rule.interval().latest()));
                waiting |= rule.derivation().waiting();
            }
        }
        return new Governance(floor, waiting, Optional.empty());
    }

    private static Interval combined(List<RuleOutcome> may) {
        List<RuleOutcome> certain =
                may.stream().filter(rule -> rule.applies() == Truth.TRUE).toList();
        if (certain.isEmpty()) {
            // Perhaps none of them applies, and then no rule lets the record go.
            return new Interval(ends(may, Interval::earliest).get(0), Day.NEVER);
        }
        List<Day> earliest = ends(certain, Interval::earliest);
        List<Day> latest = ends(may, Interval::latest);
        return new Interval(earliest.get(earliest.size() - 1), latest.get(latest.size() - 1));
    }

    private static List<Day> ends(List<RuleOutcome> rules, Function<Interval, Day> end) {
        return rules.stream().map(RuleOutcome::interval).map(end).sorted(DAYS).toList();
    }

    /**
     * The rule that keeps longest. Where it only may apply, one that is over earlier may govern in its place: then the mildest of all that
     * may is followed, so that nothing is done by a rule of which nobody knows whether it applies that another would not allow.
     */
    private static RuleOutcome longest(List<RuleOutcome> may) {
        List<RuleOutcome> longestFirst =
                may.stream().sorted(KEEPS_LONGER.reversed()).toList();
        List<RuleOutcome> mayGovern = new ArrayList<>();
        for (RuleOutcome rule : longestFirst) {
            mayGovern.add(rule);
            if (rule.applies() == Truth.TRUE) {
                break;
            }
        }
        RuleOutcome longest = longestFirst.get(0);
        boolean comes = longest.interval().latest().isDate();
        return comes ? mayGovern.stream().min(MILDEST).orElse(longest) : longest;
    }
}
