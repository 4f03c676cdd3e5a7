package org.keepuntil.dispose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.Status;

/** Why a record that was listed is not disposed of now, as it was decided again. */
record Hindrance(Outcome outcome, @Nullable String reason) {
    /**
     * What hinders the act for which the record was listed; empty where nothing does.
     *
     * @param ground on what the decision rested that was approved with the very list; empty where that does not matter
     * @param verdict none where the row is no record of the class any more
     */
    static Optional<Hindrance> of(
            ClassRun run, Candidates.Listed listed, Optional<String> ground, Reevaluation.@Nullable Verdict verdict) {
        if (verdict == null) {
            return Optional.of(new Hindrance(Outcome.NO_LONGER_DUE, "no record of the class any more"));
        } else if (verdict.status() == Status.HELD) {
            return Optional.of(new Hindrance(Outcome.HELD, null));
        } else if (verdict.status() == Status.REFERRED_TO) {
            return Optional.of(new Hindrance(
                    Outcome.REFERRED_TO,
                    "from " + String.join(" and ", verdict.standing().referredBy())));
        } else if (verdict.status() != Status.DUE) {
            return Optional.of(new Hindrance(
                    Outcome.NO_LONGER_DUE, "now " + verdict.status().word()));
        }
        Act act = verdict.act().orElseThrow();
        return change(run, listed, ground, verdict, act)
                .map(reason -> new Hindrance(Outcome.NO_LONGER_DUE, reason))
                .or(() -> Pins.against(verdict.decision(), act, run.work().layout())
                        .map(what -> new Hindrance(Outcome.NOT_REACHED, what)));
    }

    /** What is another now than when the record was listed or approved. */
    private static Optional<String> change(
            ClassRun run, Candidates.Listed listed, Optional<String> ground, Reevaluation.Verdict verdict, Act act) {
        Docket.Stage planned = listed.stage();
        if (!planned.rule().equals(act.rule().id())) {
            return Optional.of("another rule governs now");
        } else if (planned.number() != act.stage()) {
            return Optional.of("another stage of its rule is next now");
        } else if (listed.act().filter(word -> !word.equals(act.then().word())).isPresent()) {
            return Optional.of("something else was decided in its review");
        } else if (ground.filter(was -> !was.equals(verdict.ground())).isPresent()) {
            return Optional.of("something has changed since the plan that was approved");
        } else if (!run.approved()
                .covers(
                        run.name(),
                        act.rule().id(),
                        act.then(),
                        verdict.standing().released())) {
            return Optional.of("a hold was released after the approval");
        }
        return Optional.empty();
    }
}
