package org.keepuntil.examples;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.keepuntil.decide.Decision;
import org.keepuntil.schedule.Disposal;

/** Holds a decision against what an example expects of it. */
final class Comparison {
    private final Decision decision;
    private final LocalDate asOf;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Decision decision, LocalDate asOf) {
        this.decision = decision;
        this.asOf = asOf;
    }

    static List<Difference> of(Expected expected, Decision decision, LocalDate asOf) {
        return new Comparison(decision, asOf).compare(expected);
    }

    private List<Difference> compare(Expected expected) {
        expect("eligible on", expected.eligibleOn(), decision.interval().latest());
        expect("earliest", expected.earliest(), decision.interval().earliest());
        expect("rule", expected.rule(), decision.ruleId().orElse(Expected.NONE));
        expect("then", expected.then().map(Disposal::word), act());
        expect(
                "status as of " + asOf,
                expected.status().map(status -> status.word()),
                decision.status().word());
        expect("flags as of " + asOf, expected.flags().map(Comparison::sorted), sorted(Marks.of(decision, asOf)));
        return differences;
    }

    private <T> void expect(String what, Optional<T> expected, T actual) {
        expected.filter(wanted -> !wanted.equals(actual))
                .ifPresent(wanted -> differences.add(new Difference(what, wanted.toString(), actual.toString())));
    }

    private String act() {
        return decision.act().map(act -> act.then().word()).orElse(Expected.NONE);
    }

    /** The order of marks means nothing. */
    private static String sorted(List<String> ids) {
        return ids.isEmpty() ? Expected.NONE : String.join(", ", new TreeSet<>(ids));
    }
}
