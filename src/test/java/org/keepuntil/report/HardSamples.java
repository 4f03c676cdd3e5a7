package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;

/** Nights that are hard to set: very many classes, very long words, words from right to left, years of nights. */
final class HardSamples {
    private static final long EACH = 3;
    private static final RunReport SAMPLE = Sample.report();

    private HardSamples() {}

    static RunReport manyClasses(int many) {
        return of(many, i -> "Class of records number " + (i + 1), Sample.run(RunState.FINISHED));
    }

    /** No title has a place to break at, or it is written from right to left. */
    static RunReport longWords() {
        List<String> titles = List.of(
                "Leistungsberechtigungsfeststellungsverfahrensunterlagenaufbewahrungseinheiten".repeat(2),
                "רשומות הפניה ותמיכה בילדים ובמשפחות (לשעבר: „תיקי רווחה”, 1998–2016)",
                "سجلات الإحالة والدعم",
                "A title as committees make them: records of referrals to, and of support by, the services for children, young"
                        + " people and families, their carers, guardians and other persons with parental responsibility, as far as"
                        + " they are not held elsewhere",
                "<b>not bold</b> & \"quoted\"");
        return of(titles.size(), titles::get, Sample.run(RunState.FINISHED));
    }

    /** A night each month for five years and a bit, of three classes. */
    static PeriodReport years() {
        LocalDate first = LocalDate.of(2021, 2, 3);
        return period(first, LocalDate.of(2026, 7, 31), IntStream.range(0, 66).mapToObj(first::plusMonths), 3);
    }

    /** A night each day. */
    static PeriodReport nights(int many) {
        LocalDate first = LocalDate.of(2023, 1, 1);
        return period(first, first.plusDays(many - 1L), IntStream.range(0, many).mapToObj(first::plusDays), 2);
    }

    private static PeriodReport period(LocalDate since, LocalDate until, Stream<LocalDate> days, int classes) {
        List<RunReport> runs = new ArrayList<>();
        days.forEach(day ->
                runs.add(of(1 + runs.size() % classes, i -> "Class " + (i + 1), run(runs.size() + 1, day))));
        return new PeriodReport(new Period(since, until, Optional.empty(), Optional.empty()), "sees", "0.1.0", runs);
    }

    static RunFacts run(int id, LocalDate day) {
        RunFacts run = Sample.run(RunState.FINISHED);
        Instant at = day.atTime(1, 30).toInstant(ZoneOffset.UTC);
        return new RunFacts(
                Integer.toString(id),
                run.database(),
                run.operator(),
                day,
                at,
                Optional.of(at.plusSeconds(40)),
                run.programVersion(),
                RunState.FINISHED,
                0,
                run.exitMeaning(),
                run.log());
    }

    private static RunReport of(int many, IntFunction<String> title, RunFacts run) {
        List<ClassReport> classes = IntStream.range(0, many)
                .mapToObj(i -> recordClass("class_" + i, title.apply(i)))
                .toList();
        return new RunReport(
                SAMPLE.schedule(),
                run,
                SAMPLE.digests(),
                classes,
                SAMPLE.holds(),
                SAMPLE.copiesElsewhere(),
                SAMPLE.backupsKept(),
                consumer -> {
                    for (int i = 0; i < many * EACH; i++) {
                        consumer.accept(row(i, run.asOf()));
                    }
                },
                Rows.of(List.of()),
                new Outlook.LeftOut(),
                List.of(),
                Besides.NONE,
                SampleBasis.basis());
    }

    private static ClassReport recordClass(String name, String title) {
        return new ClassReport(
                name,
                title,
                EACH,
                Map.of(Status.DUE, EACH),
                List.of(new RuleReport(
                        name + "-rule",
                        "6 years after closure",
                        Optional.of(Disposal.DESTROY),
                        Optional.of("Limitation Act 1980, s. 2"),
                        EACH)),
                new Outcomes(EACH, Map.of(Outcome.DONE, EACH)),
                List.of(new ComponentCount(
                        "a_schema_with_a_long_name.a_table_with_a_very_long_name_as_programs_make_them_" + name, 0, 0)),
                List.of(),
                List.of());
    }

    private static RegisterRow row(int i, LocalDate day) {
        String name = "class_" + i / EACH;
        return new RegisterRow(
                Sample.FIRST_ENTRY + 1 + i, name, Sample.token(i), Disposal.DESTROY, name + "-rule", day, List.of());
    }
}
