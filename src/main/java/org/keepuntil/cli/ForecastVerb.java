package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.ForecastSpan;
import org.keepuntil.plan.Forecaster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil forecast}. */
@Command(
        name = "forecast",
        description = {
            "Show what falls due in the months or years to come.",
            "Gives each record the day that it falls due by what is known of it now, and counts them by month, class and"
                    + " rule. Records that are open, or of which something is not known, have no such day and are counted"
                    + " apart, so that every record is counted once. A hold moves no date: a record that is held falls due"
                    + " all the same, and waits. Nothing is changed."
        })
@VerbHelp(
        group = VerbGroup.LOOK,
        examples = {
            "# The next 24 months",
            "keepuntil forecast --schedule schedules/mine --database postgresql://clerk@db.example.org/records",
            "# The next 30 years, each rule by itself",
            "keepuntil forecast --by year --by-rule --database demo",
            "# The next five years month by month, for a spreadsheet",
            "keepuntil forecast --months 60 --database demo --format csv >forecast.csv"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.NOT_FOUND,
            ExitCode.COVERAGE
        })
final class ForecastVerb implements Callable<ExitCode> {
    private static final int MONTHS = 24;
    private static final int YEARS = 30;

    /** More lines than this nobody reads; in years it is the longest that a record is kept for somebody's lifetime. */
    private static final int MOST = 1200;

    private final Desk desk;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private FormatOption format;

    @Option(
            names = "--by",
            paramLabel = "SPAN",
            converter = SpanConverter.class,
            description = "Count by month or by year of the calendar. Default: month.")
    private @Nullable Span by;

    @Option(
            names = "--months",
            paramLabel = "N",
            description = "How many months, the one under way included. Default: " + MONTHS + ".")
    private @Nullable Integer months;

    @Option(
            names = "--years",
            paramLabel = "N",
            description = "How many years, the one under way included; counts by year. Default: " + YEARS + ".")
    private @Nullable Integer years;

    @Option(
            names = "--by-rule",
            description = "Show the months of each rule too. Documents (json, csv) always have them.")
    private boolean byRule;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Only this class of records. May be given more than once.")
    private List<String> classes = List.of();

    ForecastVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        Span span = span();
        int count = count(span);
        try (Workplace place = Workplace.asOperator(desk, schedules, database)) {
            classes.forEach(place::work);
            LocalDate day = asOf.orToday(place.today());
            List<ForecastSpan> spans =
                    span == Span.MONTH ? ForecastSpan.months(day, count) : ForecastSpan.years(day, count);
            Forecast forecast = forecast(place, day, spans);
            switch (format.get()) {
                case TABLE ->
                    new ForecastTables(
                                    forecast, span, desk.console(), desk.root().surroundings())
                            .print(byRule);
                case JSON ->
                    Json.write(
                            ForecastDocument.of(forecast, span), desk.console().out());
                case CSV -> ForecastCsv.write(forecast, desk.console());
            }
        }
        return ExitCode.DONE;
    }

    private Forecast forecast(Workplace place, LocalDate day, List<ForecastSpan> spans) {
        try (WatchedProgress progress = new WatchedProgress(desk.console())) {
            return Forecaster.of(place.database(), place.workload()).forecast(day, spans, classes, progress);
        }
    }

    private Span span() {
        if (months != null && (years != null || by == Span.YEAR)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "By month or by year? Both are asked for.",
                    "Give --months N, or --years N, which counts by year.");
        }
        if (years != null && by == Span.MONTH) {
            throw new UserError(
                    ExitCode.USAGE, "--years counts by year, and --by month was given.", "Give --months N instead.");
        }
        return years != null ? Span.YEAR : by == null ? Span.MONTH : by;
    }

    private int count(Span span) {
        Integer given = span == Span.MONTH ? months : years;
        int count = given == null ? (span == Span.MONTH ? MONTHS : YEARS) : given;
        if (count < 1 || count > MOST) {
            String option = span == Span.MONTH ? "--months" : "--years";
            throw new UserError(
                    ExitCode.USAGE,
                    option + " takes a number from 1 to " + Words.number(MOST) + ", not " + count + ".");
        }
        return count;
    }

    /** What is told apart. */
    enum Span {
        MONTH,
        YEAR;

        String word() {
            return this == MONTH ? "month" : "year";
        }

        String several(int count) {
            return Words.count(count, word(), word() + "s");
        }
    }

    /** Words in any case. */
    static final class SpanConverter implements picocli.CommandLine.ITypeConverter<Span> {
        @Override
        public Span convert(String value) {
            for (Span span : Span.values()) {
                if (span.word().equalsIgnoreCase(value)) {
                    return span;
                }
            }
            throw new picocli.CommandLine.TypeConversionException("'" + value + "' is not one of month, year");
        }
    }
}
