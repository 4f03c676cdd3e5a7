package org.keepuntil.decide;

import static org.keepuntil.decide.Sample.PLACE;
import static org.keepuntil.decide.Sample.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Period.Alternative;
import org.keepuntil.schedule.PeriodParser;
import org.keepuntil.source.Problems;

/** A row of {@code cases/dates.csv}: a period, the facts of a record, and the interval that they give. */
record DateVector(int row, String phrase, VectorFacts facts, LocalDate asOf, Interval expected) {
    private static final String FILE = "/org/keepuntil/cases/dates.csv";
    private static final Pattern LIST = Pattern.compile("(longest of|shortest of|first that applies) \\[(.*)]");
    private static final Pattern STEP = Pattern.compile("(.*): (.*) -> (.*)");

    static List<DateVector> all() {
        try (InputStream in = Objects.requireNonNull(DateVector.class.getResourceAsStream(FILE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> rows =
                    lines.lines().filter(line -> !line.startsWith("#")).skip(1).toList();
            return Stream.iterate(0, row -> row < rows.size(), row -> row + 1)
                    .map(row -> of(row + 1, rows.get(row)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static DateVector of(int row, String line) {
        String[] cells = line.split(";", -1);
        if (cells.length != 6) {
            throw new IllegalArgumentException("row " + row + " has " + cells.length + " cells: " + line);
        }
        LocalDate asOf = cells[2].isEmpty() ? Sample.AS_OF : LocalDate.parse(cells[2]);
        Interval expected = Sample.interval(cells[3], cells[4]);
        return new DateVector(row, cells[0], VectorFacts.parse(cells[1]), asOf, expected);
    }

    Period period() {
        return period(phrase);
    }

    private Period period(String text) {
        Matcher list = LIST.matcher(text);
        if (!list.matches()) {
            return parsed(text);
        }
        return switch (list.group(1)) {
            case "longest of" -> new Period.LongestOf(members(list.group(2), this::period));
            case "shortest of" -> new Period.ShortestOf(members(list.group(2), this::period));
            default -> new Period.FirstThatApplies(members(list.group(2), this::alternative));
        };
    }

    private static <T> List<T> members(String text, Function<String, T> member) {
        return Stream.of(text.split(", ")).map(member).toList();
    }

    private Alternative alternative(String text) {
        Matcher step = STEP.matcher(text);
        return step.matches()
                ? new Alternative(
                        Optional.of(line(
                                step.group(1),
                                new org.keepuntil.schedule.Condition.Matcher.OneOf(List.of(step.group(2))))),
                        parsed(step.group(3)),
                        PLACE)
                : new Alternative(Optional.empty(), parsed(text), PLACE);
    }

    private Period parsed(String text) {
        Problems problems = new Problems();
        return PeriodParser.parse(text, facts.eventNames(), List.of("child"), PLACE, problems)
                .orElseThrow(() -> new IllegalArgumentException(problems.render()));
    }

    @Override
    public String toString() {
        return row + ": " + phrase + " (" + facts.text() + ")";
    }
}
