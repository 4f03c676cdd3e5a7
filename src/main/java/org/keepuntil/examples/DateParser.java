package org.keepuntil.examples;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.decide.DateReading;
import org.keepuntil.decide.DateValue;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads a date as examples write it: a day, a month or a year, {@code unknown}, or {@code none} for what has not happened. */
record DateParser(Problems problems) {
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final String UNKNOWN = "unknown";
    private static final String NONE = "none";
    private static final String FORMS = "a day (2020-02-03), a month (2020-02), a year (2020) or unknown";

    /** The date of something that may not have happened. */
    Optional<DateValue> ofEvent(Node node, String what, DateReading reading) {
        String forms = FORMS + ", or none where it has not happened yet";
        return text(node, what, forms)
                .flatMap(scalar -> word(scalar).equals(NONE)
                        ? Optional.of(new DateValue.NotYet())
                        : known(scalar, reading, List.of(UNKNOWN, NONE), forms));
    }

    /** The date of a birth, which has happened whenever it was. */
    Optional<DateValue> ofBirth(Node node, DateReading reading) {
        return text(node, "born", FORMS).flatMap(scalar -> known(scalar, reading, List.of(UNKNOWN), FORMS));
    }

    private Optional<Node.Scalar> text(Node node, String what, String forms) {
        if (node instanceof Node.Scalar scalar && !scalar.isEmpty()) {
            return Optional.of(scalar);
        }
        problems.error(
                node,
                "\"" + what + "\" is one date, not " + node.kind(),
                node instanceof Node.Sequence
                        ? "Write the one that counts, such as the latest."
                        : "Write " + forms + ".");
        return Optional.empty();
    }

    private Optional<DateValue> known(Node.Scalar scalar, DateReading reading, List<String> words, String forms) {
        String text = Values.folded(scalar);
        if (word(scalar).equals(UNKNOWN)) {
            return Optional.of(new DateValue.Unknown(DateValue.Gap.NO_VALUE));
        }
        if (Values.looksLikeDate(text)) {
            return Values.date(scalar, problems).map(day -> reading.read(day.toString(), null));
        }
        if (MONTH.matcher(text).matches() && isMonth(text)) {
            return Optional.of(reading.read(text + "-01", "month"));
        }
        if (YEAR.matcher(text).matches()) {
            return Optional.of(reading.read(text + "-01-01", "year"));
        }
        problems.error(
                scalar, "\"" + text + "\" is not a date", Nearest.hint(word(scalar), words, "Write " + forms + "."));
        return Optional.empty();
    }

    private static boolean isMonth(String text) {
        try {
            YearMonth.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String word(Node.Scalar scalar) {
        return Values.folded(scalar).toLowerCase(Locale.ROOT);
    }
}
