package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;

/** Two nights of a quarter: the sample night, and one before it in which twelve went by a rule that tells no birth. */
final class SamplePeriod {
    static final LocalDate EARLIER = LocalDate.of(2026, 10, 30);

    private SamplePeriod() {}

    static PeriodReport report(Optional<String> rule) {
        return new PeriodReport(
                new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 12, 31), Optional.empty(), rule),
                "sees",
                "0.1.0",
                List.of(earlier(), SampleBasis.report()));
    }

    /** A quarter in which nothing ran. */
    static PeriodReport quiet() {
        return new PeriodReport(
                new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), Optional.empty(), Optional.empty()),
                "sees",
                "0.1.0",
                List.of());
    }

    private static RunReport earlier() {
        RunReport sample = SampleBasis.report();
        RunFacts run = sample.run();
        RunFacts other = new RunFacts(
                "2026-10-30-01",
                run.database(),
                run.operator(),
                EARLIER,
                Instant.parse("2026-10-30T01:30:00Z"),
                Optional.of(Instant.parse("2026-10-30T01:31:00Z")),
                run.programVersion(),
                RunState.FINISHED,
                0,
                run.exitMeaning(),
                Optional.of(new RunFacts.LogRange(7, 20)));
        ClassReport referral = new ClassReport(
                "referral",
                "Referral and support record",
                12,
                Map.of(Status.DUE, 12L),
                List.of(new RuleReport(
                        "referral-closed",
                        "6 years after closure",
                        Optional.of(Disposal.DESTROY),
                        Optional.empty(),
                        12)),
                new Outcomes(12, Map.of(Outcome.DONE, 12L)),
                List.of(),
                List.of(),
                List.of());
        return Samples.with(
                other,
                List.of(referral),
                consumer -> {
                    for (int i = 0; i < 12; i++) {
                        consumer.accept(new RegisterRow(
                                8 + i,
                                "referral",
                                Sample.token(500_000 + i),
                                Disposal.DESTROY,
                                "referral-closed",
                                EARLIER,
                                List.of()));
                    }
                },
                Rows.of(List.of()));
    }
}
