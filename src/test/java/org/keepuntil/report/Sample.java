package org.keepuntil.report;

import static java.util.Map.entry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Days;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.plan.ForecastSpan;
import org.keepuntil.report.ClassReport.FlagCount;
import org.keepuntil.report.HoldsInForce.HoldReference;
import org.keepuntil.report.RunFacts.LogRange;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Schedule.Adopted;

/** A night at South Essex Extended Services, and parts to make others of. Everything in it adds up. */
final class Sample {
    static final LocalDate AS_OF = LocalDate.of(2026, 11, 22);
    static final int DONE = 3_377;
    static final long FIRST_ENTRY = 120_412;

    static final Map<Status, Long> STATUSES = Map.of(
            Status.OPEN, 3_120L,
            Status.RETAINED, 20_760L,
            Status.UNDETERMINED, 214L,
            Status.HELD, 180L,
            Status.REFERRED_TO, 326L,
            Status.DUE, 3_400L);

    static final Map<Outcome, Long> OUTCOMES = Map.of(
            Outcome.DONE, (long) DONE,
            Outcome.NEWLY_HELD, 12L,
            Outcome.NO_LONGER_DUE, 5L,
            Outcome.GONE, 1L,
            Outcome.REFERRED_TO, 3L,
            Outcome.FAILED, 2L);

    static final String TEXT = """
            schedule: south-essex-extended-services
            title: South Essex Extended Services
            version: 2026-04
            adopted: { by: Executive Board, on: 2026-03-24, minute: 26/114 }
            review by: 2027-03-31               # 90 days past it, disposal by this schedule stops
            time zone: Europe/London

            records:
              referral:
                title: Referral and support record
                people: [child]
                events: [referral, closure, last contact]
              invoice:
                title: Invoice

            rules:
              - id: referral-25
                records: referral
                keep: until age 25 of the youngest child
                then: destroy
                basis: need
                authority: "retained from the time of referral until the age of 25, after which securely destroyed"
              - id: referral-silent
                records: referral
                keep: 3 years after last contact
                then: flag
              - id: invoice-kept
                records: invoice
                keep: permanently
                authority: Finance Regulations, part 4
            """;

    private Sample() {}

    static RunReport report() {
        return new RunReport(
                schedule(TEXT),
                run(RunState.FINISHED),
                new Digests(digest(1), digest(2), digest(3), digest(4)),
                List.of(referral(STATUSES, OUTCOMES), invoice()),
                holds(),
                List.of(
                        "Paper files in the Basildon store (Records Manager)",
                        "Monthly extract in the county’s data warehouse (Head of Performance)"),
                Optional.of("35 days"),
                Rows.of(register(DONE).iterator()),
                Rows.of(exceptions()),
                new Outlook.Made(forecast()),
                List.of(new LinkFinding(
                        "referral",
                        "sees.note.case_ref -> sees.referral.reference",
                        3,
                        0,
                        0,
                        0,
                        2,
                        OptionalLong.of(41))));
    }

    /** A class whose records fall due, some of them held, and one that stays for ever. */
    static Forecast forecast() {
        List<ForecastSpan> months = ForecastSpan.months(AS_OF, 24);
        List<Share> shares = IntStream.range(0, 24)
                .mapToObj(i -> new Share(40 + 7L * (i % 11), i % 5 == 0 ? 9 : 0, i == 3 ? 4 : 0))
                .toList();
        long within = shares.stream().mapToLong(Share::records).sum();
        Days days = new Days(new Share(326, 300, 26), shares, new Share(16_000, 0, 0));
        return new Forecast(
                AS_OF,
                months,
                List.of(
                        new ClassForecast(
                                "referral",
                                "Referral and support record",
                                326 + within + 16_000 + 400 + 1_700,
                                days,
                                List.of(new Line("referral-25", 1, "destroy", days)),
                                400,
                                Map.of(Status.OPEN, 1_700L)),
                        new ClassForecast(
                                "invoice",
                                "Invoice",
                                9_512,
                                new Days(
                                        Share.NONE,
                                        IntStream.range(0, 24)
                                                .mapToObj(i -> Share.NONE)
                                                .toList(),
                                        Share.NONE),
                                List.of(),
                                0,
                                Map.of(Status.PERMANENT, 9_512L))));
    }

    static ScheduleFacts schedule(String text) {
        return new ScheduleFacts(
                "south-essex-extended-services",
                "South Essex Extended Services",
                "2026-04",
                Optional.of(new Adopted(
                        Optional.of("Executive Board"), Optional.of(LocalDate.of(2026, 3, 24)), Optional.of("26/114"))),
                Optional.of(LocalDate.of(2027, 3, 31)),
                ZoneId.of("Europe/London"),
                text);
    }

    static RunFacts run(RunState state) {
        return new RunFacts(
                "2026-11-22-01",
                "sees",
                "keepuntil_sees_operator",
                AS_OF,
                Instant.parse("2026-11-22T01:30:04Z"),
                Optional.of(Instant.parse("2026-11-22T01:31:47Z")),
                "0.1.0",
                state,
                state == RunState.FINISHED ? 0 : 5,
                state == RunState.FINISHED ? "done, with exceptions listed" : "interrupted; run again to go on",
                Optional.of(new LogRange(FIRST_ENTRY, FIRST_ENTRY + DONE + 24)));
    }

    static ClassReport referral(Map<Status, Long> statuses, Map<Outcome, Long> outcomes) {
        List<ComponentCount> totals = new ArrayList<>();
        for (int table = 0; table < 5; table++) {
            String name = component(0).get(table).table();
            long removed = 0;
            long unlinked = 0;
            for (int i = 0; i < DONE; i++) {
                removed += component(i).get(table).removed();
                unlinked += component(i).get(table).unlinked();
            }
            totals.add(new ComponentCount(name, removed, unlinked));
        }
        return new ClassReport(
                "referral",
                "Referral and support record",
                28_000,
                statuses,
                List.of(
                        new RuleReport(
                                "referral-25",
                                "until age 25 of the youngest child",
                                Optional.of(Disposal.DESTROY),
                                Optional.of("retained from the time of referral until the age of 25, after which"
                                        + " securely destroyed"),
                                3_400),
                        new RuleReport(
                                "referral-silent",
                                "3 years after last contact",
                                Optional.of(Disposal.FLAG),
                                Optional.empty(),
                                641)),
                new Outcomes(3_400, outcomes),
                totals,
                List.of(new FlagCount("referral-silent", 140, 22)),
                List.of());
    }

    static ClassReport invoice() {
        return new ClassReport(
                "invoice",
                "Invoice",
                9_512,
                Map.of(Status.PERMANENT, 9_512L),
                List.of(new RuleReport(
                        "invoice-kept",
                        "permanently",
                        Optional.empty(),
                        Optional.of("Finance Regulations, part 4"),
                        0)),
                new Outcomes(0, Map.of()),
                List.of(),
                List.of(),
                List.of());
    }

    static List<HoldsInForce> holds() {
        return List.of(
                new HoldsInForce(
                        "inquiry", 1, List.of(new HoldReference("H-0007", Optional.of(LocalDate.of(2027, 1, 31))))),
                new HoldsInForce(
                        "subject access request",
                        2,
                        List.of(
                                new HoldReference("H-0011", Optional.of(LocalDate.of(2026, 11, 1))),
                                new HoldReference("H-0012", Optional.empty()))));
    }

    /** Rows made one at a time, so that any number of them takes no room. */
    static Stream<RegisterRow> register(int rows) {
        return IntStream.range(0, rows).mapToObj(Sample::row);
    }

    static RegisterRow row(int i) {
        return new RegisterRow(
                FIRST_ENTRY + 1 + i, "referral", token(i), Disposal.DESTROY, "referral-25", AS_OF, component(i));
    }

    private static List<ComponentCount> component(int i) {
        return List.of(
                new ComponentCount("sees.contact", i % 7, 0),
                new ComponentCount("sees.assessment", i % 3, 0),
                new ComponentCount("sees.plan", i % 2, 0),
                new ComponentCount("sees.document", i % 5, 0),
                new ComponentCount("sees.invoice", 0, i % 9 == 0 ? 1 : 0));
    }

    static List<ExceptionRow> exceptions() {
        Map<Outcome, Map.Entry<Integer, String>> reasons = Map.ofEntries(
                entry(Outcome.NEWLY_HELD, entry(12, "Hold H-0007 was placed while the run was going.")),
                entry(Outcome.NO_LONGER_DUE, entry(5, "A birth date was corrected: due on a later day.")),
                entry(Outcome.GONE, entry(1, "The row was no longer there.")),
                entry(Outcome.REFERRED_TO, entry(3, "A row of sees.invoice came to refer to it.")),
                entry(Outcome.FAILED, entry(2, "A row that refers to it is not declared in the binding.")));
        List<ExceptionRow> rows = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            Map.Entry<Integer, String> reason = reasons.get(outcome);
            for (int i = 0; reason != null && i < reason.getKey(); i++) {
                rows.add(new ExceptionRow("referral", token(900_000 + rows.size()), outcome, reason.getValue()));
            }
        }
        return rows;
    }

    static String token(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    }

    private static String digest(int seed) {
        return token(seed) + token(seed + 100);
    }
}
