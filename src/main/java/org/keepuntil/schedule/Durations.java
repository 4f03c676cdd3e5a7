package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.calendar.Span;
import org.keepuntil.source.Nearest;

/** Reads {@code 3 years and 6 months}. */
final class Durations {
    private static final int LONGEST_YEARS = 1000;
    private static final int MOST_DIGITS = 6;
    private static final Map<String, Unit> UNITS = Map.of(
            "day", Unit.DAYS,
            "days", Unit.DAYS,
            "week", Unit.WEEKS,
            "weeks", Unit.WEEKS,
            "month", Unit.MONTHS,
            "months", Unit.MONTHS,
            "year", Unit.YEARS,
            "years", Unit.YEARS);
    private static final Set<String> UNIT_NAMES = Set.of("days", "weeks", "months", "years");

    /** A length of time and its words. */
    record Duration(Span span, String phrase) {}

    private enum Unit {
        DAYS(0, 1),
        WEEKS(0, 7),
        MONTHS(1, 0),
        YEARS(12, 0);

        private final int months;
        private final int days;

        Unit(int months, int days) {
            this.months = months;
            this.days = days;
        }
    }

    private final Words words;
    private final Set<Unit> seen = new HashSet<>();
    private final List<String> parts = new ArrayList<>();
    private int months;
    private int days;

    Durations(Words words) {
        this.words = words;
    }

    Duration read() throws Misread {
        part();
        while (words.peek().text().equals("and") && words.peek(1).isNumber()) {
            words.take();
            part();
        }
        if (words.peek().isNumber()) {
            throw words.misread(
                    words.peek(), "two lengths of time without \"and\"", "Write for example: 3 years and 6 months");
        }
        return new Duration(new Span(months, days), String.join(" and ", parts));
    }

    private void part() throws Misread {
        Words.Word number = words.take();
        int count = number(number);
        Words.Word word = words.take();
        Unit unit = UNITS.get(word.text());
        if (unit == null) {
            throw noUnit(number, word);
        }
        if (!seen.add(unit)) {
            throw words.misread(word, "\"" + word.text() + "\" is here twice", "Add them up.");
        }
        if (years(count, unit) > LONGEST_YEARS) {
            throw words.misread(
                    number,
                    number.text() + " " + word.text() + " is longer than " + LONGEST_YEARS + " years",
                    "To keep for ever, write: permanently");
        }
        months += count * unit.months;
        days += count * unit.days;
        parts.add(number.text() + " " + word.text());
    }

    private static double years(int count, Unit unit) {
        return count * (unit.months / 12.0 + unit.days / 365.0);
    }

    private Misread noUnit(Words.Word number, Words.Word word) {
        if (Set.of(".", ",", "/", "½").contains(word.text())) {
            return words.misread(
                    word, "a part of a unit", "Write it in a smaller unit: 1 year and 6 months, or 18 months");
        }
        if (word.text().isEmpty() || word.text().equals("after") || word.text().equals("beginning")) {
            return words.misread(
                    number,
                    "\"" + number.text() + "\" of what? A length of time needs a unit",
                    "Write for example: " + number.text() + " years "
                            + words.text(word.start(), words.scalar().text().length()));
        }
        return words.misread(
                word,
                "\"" + word.text() + "\" is not a unit of time",
                Nearest.hint(word.text(), UNIT_NAMES, "Write days, weeks, months or years."));
    }

    /** The number, or a very large one where it has more digits than any that makes sense. */
    static int number(Words.Word word) {
        return word.text().length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(word.text());
    }
}
