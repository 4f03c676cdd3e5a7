package org.keepuntil.dispose;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Touched;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.RuleOutcome;
import org.keepuntil.decide.StageOutcome;
import org.keepuntil.schedule.Rule;

/**
 * The days that are written down before an act changes what they are worked out from. All stages to come of all rules that compete: a date
 * that changes may contradict another that does not.
 */
final class Pins {
    private Pins() {}

    /** The days, where the act changes any. */
    static Map<Docket.Stage, LocalDate> of(Decision decision, Act act, Layout layout) {
        Map<Docket.Stage, LocalDate> pins = new LinkedHashMap<>();
        if (touched(act, layout).filter(Touched::changesDates).isPresent()) {
            for (RuleOutcome rule : decision.rules()) {
                for (StageOutcome stage : rule.before()) {
                    if (isAhead(rule.rule(), stage.number(), act)) {
                        pin(rule.rule(), stage.number(), stage.derivation().interval(), pins);
                    }
                }
                int last = rule.rule().stages().size();
                // which rule governs is told by their last stages, done or not
                if (isAhead(rule.rule(), last, act) || decision.rules().size() > 1) {
                    pin(rule.rule(), last, rule.interval(), pins);
                }
            }
        }
        return pins;
    }

    /** A day that nothing waits for is not written down: it may tell what the act took away. */
    private static boolean isAhead(Rule rule, int stage, Act act) {
        return !rule.equals(act.rule()) || stage > act.stage();
    }

    private static void pin(Rule rule, int stage, Interval interval, Map<Docket.Stage, LocalDate> pins) {
        if (interval.latest().isDate()) {
            pins.put(new Docket.Stage(rule.id(), stage), interval.latest().date());
        }
    }

    /** Why the act can't be done to the record; empty where it can. */
    static Optional<String> against(Decision decision, Act act, Layout layout) {
        Optional<Touched> touched = touched(act, layout);
        if (touched.isEmpty()) {
            return Optional.empty();
        }
        RuleOutcome own = decision.rules().stream()
                .filter(r -> r.rule().id().equals(act.rule().id()))
                .findFirst()
                .orElseThrow();
        for (int number = act.stage() + 1; number <= act.rule().stages().size(); number++) {
            int stage = number;
            Interval interval = own.before().stream()
                    .filter(s -> s.number() == stage)
                    .findFirst()
                    .map(s -> s.derivation().interval())
                    .orElse(own.interval());
            boolean changes =
                    touched.get().reaches(act.rule().stages().get(number - 1).keep());
            if (changes && !interval.latest().isDate() && !interval.earliest().equals(Day.NEVER)) {
                return Optional.of("the date of its stage " + number
                        + " is not known yet, and the act changes what it is worked out from");
            }
        }
        return Optional.empty();
    }

    private static Optional<Touched> touched(Act act, Layout layout) {
        return layout.treated().change(act.then()).map(change -> Touched.by(change, layout));
    }
}
