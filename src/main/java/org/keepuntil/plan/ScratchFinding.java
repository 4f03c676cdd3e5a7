package org.keepuntil.plan;

import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;

/** What the program and the database have to find alike of an example on a day. */
record ScratchFinding(
        Status status, Interval interval, Optional<String> rule, Optional<Integer> stage, List<String> marks) {
    ScratchFinding(Decision decision, List<String> marks) {
        this(
                decision.status(),
                decision.interval(),
                decision.ruleId(),
                decision.act().map(Act::stage),
                marks);
    }

    @Override
    public String toString() {
        return "\"" + status.word() + "\", eligible from " + interval.earliest() + " to " + interval.latest()
                + ", rule " + rule.orElse("none")
                + stage.filter(s -> s > 1).map(s -> " (stage " + s + ")").orElse("") + ", marks " + marks;
    }
}
