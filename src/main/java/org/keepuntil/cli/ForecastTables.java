package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Days;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;

/** A forecast for a person: a line and a bar for each month, and below it what the rules and classes have in it. */
final class ForecastTables {
    /** Columns between two cells of a {@link Table}. */
    private static final int GAP = 2;

    private final Forecast forecast;
    private final ForecastVerb.Span by;
    private final Console console;
    private final Surroundings surroundings;
    private final String window;

    ForecastTables(Forecast forecast, ForecastVerb.Span by, Console console, Surroundings surroundings) {
        this.forecast = forecast;
        this.by = by;
        this.console = console;
        this.surroundings = surroundings;
        String first = forecast.spans().get(0).label();
        String last = forecast.spans().get(forecast.spans().size() - 1).label();
        this.window = first.equals(last) ? first : first + " to " + last;
    }

    void print(boolean byRule) {
        console.print("As of " + forecast.asOf() + ". Nothing was changed. "
                + forecast.spans().get(0).label() + " is counted from tomorrow on.");
        console.print("");
        chart(what(), forecast.days());
        if (byRule) {
            forecast.classes().forEach(this::charts);
        }
        for (ClassForecast found : forecast.classes()) {
            console.print("");
            recordClass(found);
        }
        console.print("");
        console.print(
                "A record is counted once, on the last day that the date of what is done to it next can be. What is");
        console.print(
                "open has no day yet; new records, holds and corrections are not foretold. `keepuntil explain` shows one.");
    }

    private String what() {
        return console.bold("Falls due by " + by.word())
                + (forecast.classes().size() == 1
                        ? ", " + forecast.classes().get(0).title()
                        : ", all classes together");
    }

    private void charts(ClassForecast found) {
        for (Line line : found.lines()) {
            if (line.days().within().records() > 0) {
                console.print("");
                chart(console.bold(called(line, found)) + " (" + found.name() + "), then " + line.act(), line.days());
            }
        }
    }

    /** All months have a line, those without a record too: a gap in the months would be read over. */
    private void chart(String heading, Days days) {
        console.print(heading + ": " + Words.records(days.within().records()) + " in "
                + by.several(forecast.spans().size()));
        console.print("");
        List<Column> columns = new ArrayList<>(List.of(new Column("RECORDS", Share::records)));
        if (days.within().held() > 0) {
            columns.add(new Column("HELD", Share::held));
        }
        if (days.within().referredTo() > 0) {
            columns.add(new Column("REFERRED TO", Share::referredTo));
        }
        Bars bars = bars(days, columns);
        List<String> header = new ArrayList<>(List.of(by == ForecastVerb.Span.MONTH ? "MONTH" : "YEAR"));
        columns.forEach(column -> header.add(column.title()));
        header.add(bars.axis());
        Table table = new Table(header.toArray(String[]::new));
        for (int i = 0; i < forecast.spans().size(); i++) {
            Share share = days.spans().get(i);
            List<Object> row = new ArrayList<>(List.of(forecast.spans().get(i).label()));
            columns.forEach(column -> row.add(column.number().applyAsLong(share)));
            row.add(bars.of(share.records()));
            table.row(row.toArray());
        }
        table.print(console);
    }

    private record Column(String title, ToLongFunction<Share> number) {
        int width(Days days) {
            long greatest = days.spans().stream().mapToLong(number).max().orElse(0);
            return Math.max(title.length(), Words.number(greatest).length());
        }
    }

    private Bars bars(Days days, List<Column> columns) {
        int label = forecast.spans().stream()
                .mapToInt(span -> span.label().length())
                .max()
                .orElse(0);
        int taken = label + GAP;
        for (Column column : columns) {
            taken += column.width(days) + GAP;
        }
        long greatest = days.spans().stream().mapToLong(Share::records).max().orElse(0);
        return Bars.upTo(greatest, taken, console, surroundings);
    }

    private void recordClass(ClassForecast found) {
        console.print(console.bold(found.title()) + " (" + found.name() + "): " + Words.records(found.total()));
        rules(found);
        console.print("");
        Table table = new Table("OF THESE", "RECORDS", "WHICH MEANS");
        Days days = found.days();
        table.row("due already", days.already().records(), "the day has come" + blocked(days.already()));
        table.row(
                "due " + window,
                days.within().records(),
                "the day is in these " + by.word() + "s" + blocked(days.within()));
        table.row("due later", days.later().records(), "the day comes after them");
        if (found.notKnown() > 0) {
            table.row("not known", found.notKnown(), "no day until what is missing is known");
        }
        found.without().forEach((status, count) -> table.row(status.word(), count, status.meaning()));
        table.row("all", found.total(), "");
        table.print(console);
    }

    private void rules(ClassForecast found) {
        Table table = new Table("RULE", "THEN", "DUE ALREADY", window.toUpperCase(Locale.ROOT), "LATER");
        for (Line line : found.lines()) {
            Days days = line.days();
            table.row(
                    called(line, found),
                    line.act(),
                    days.already().records(),
                    days.within().records(),
                    days.later().records());
        }
        if (!table.isEmpty()) {
            console.print("");
            table.print(console);
        }
    }

    private static String called(Line line, ClassForecast found) {
        boolean staged = found.lines().stream()
                .anyMatch(other -> other.rule().equals(line.rule()) && other.stage() != line.stage());
        return staged ? line.rule() + ", stage " + line.stage() : line.rule();
    }

    private static String blocked(Share share) {
        List<String> reasons = new ArrayList<>();
        if (share.held() > 0) {
            reasons.add(Words.number(share.held()) + " on hold");
        }
        if (share.referredTo() > 0) {
            reasons.add(Words.number(share.referredTo()) + " referred to by a record that stays");
        }
        return reasons.isEmpty() ? "" : "; of them " + String.join(", ", reasons);
    }
}
