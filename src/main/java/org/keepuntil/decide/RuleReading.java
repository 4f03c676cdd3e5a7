package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/** Reads what one rule says of a record: whether it applies, and the days of its stages. */
final class RuleReading {
    private final Conditions conditions;
    private final Periods periods;
    private final Docket docket;

    RuleReading(Conditions conditions, Periods periods, Docket docket) {
        this.conditions = conditions;
        this.periods = periods;
        this.docket = docket;
    }

    RuleOutcome outcome(Rule rule) {
        int last = rule.stages().size();
        List<StageOutcome> before = new ArrayList<>();
        for (int number = 1; number < last; number++) {
            int stage = number;
            PeriodOutcome period = stage(rule, number);
            boolean done = rule.coveredBy(number).stream()
                    .anyMatch(covering -> docket.done().containsKey(new Docket.Stage(rule.id(), covering)));
            boolean passed = rule.stages().get(number - 1).then() == Disposal.REVIEW
                    && docket.review()
                            .filter(decision -> decision.passes(rule.id(), stage))
                            .isPresent();
            before.add(new StageOutcome(
                    number,
                    rule.stages().get(number - 1),
                    period.says(),
                    period.derivation(),
                    done || passed,
                    rule.isAwaited(number)));
        }
        PeriodOutcome period = stage(rule, last);
        return new RuleOutcome(
                rule,
                applies(rule).and(period.says()),
                period.derivation(),
                before,
                left(rule),
                rule.noLongerThan()
                        .map(periods::evaluate)
                        .filter(maximum -> maximum.says() == Truth.TRUE)
                        .map(PeriodOutcome::derivation));
    }

    /** What the last stage did, or what a person decided that it does; a record that was destroyed has no docket. */
    private Optional<Docket.Deed> left(Rule rule) {
        Disposal then = rule.lastStage().then();
        boolean stays = then == Disposal.REDACT
                || then == Disposal.ANONYMISE
                || rule.sendsCopy(rule.stages().size());
        return Optional.ofNullable(docket.done()
                        .get(new Docket.Stage(rule.id(), rule.stages().size())))
                .filter(deed -> stays || deed.isAnonymised());
    }

    /** A rule of which a stage's day is pinned did apply; what its condition asks may not be known any more. */
    private Truth applies(Rule rule) {
        boolean pinned =
                docket.pinned().keySet().stream().anyMatch(stage -> stage.rule().equals(rule.id()));
        Truth asked = rule.when().map(conditions::test).orElse(Truth.TRUE);
        return pinned && asked == Truth.UNKNOWN ? Truth.TRUE : asked;
    }

    private PeriodOutcome stage(Rule rule, int number) {
        PeriodOutcome found = periods.evaluate(rule.stages().get(number - 1).keep());
        return Optional.ofNullable(docket.pinned().get(new Docket.Stage(rule.id(), number)))
                .map(day -> pinned(found, day))
                .orElse(found);
    }

    /** Not before the pinned day; where what it was worked out from has gone, on that day. What is permanent by now stays so. */
    private static PeriodOutcome pinned(PeriodOutcome found, LocalDate day) {
        Derivation derivation = found.derivation();
        Interval pin = Interval.on(day);
        Interval now = derivation.interval();
        boolean gone = !now.latest().isDate() && !now.earliest().equals(Day.NEVER);
        Interval interval = gone ? pin : now.longest(pin);
        Supplier<String> because =
                () -> "not before " + day + ", which was written down before values went; " + derivation.because();
        Truth says = found.says() == Truth.UNKNOWN ? Truth.TRUE : found.says();
        return new PeriodOutcome(
                says,
                new Derivation(
                        derivation.words(), interval, !gone && derivation.waiting(), because, derivation.parts()));
    }
}
