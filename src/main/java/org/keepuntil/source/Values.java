package org.keepuntil.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns values of a file into what they stand for; a value that cannot be turned is a problem and empty. */
public final class Values {
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Values() {}

    /** The text on one line, with single spaces. */
    public static String folded(Node.Scalar scalar) {
        return folded(scalar.text());
    }

    /** The text on one line, with single spaces. */
    public static String folded(String text) {
        return SPACE.matcher(text.strip()).replaceAll(" ");
    }

    public static Optional<Node.Scalar> scalar(Node node, String what, Problems problems) {
        if (node instanceof Node.Scalar scalar && !scalar.isEmpty()) {
            return Optional.of(scalar);
        }
        problems.error(node, "\"" + what + "\" is one value, not " + node.kind(), "");
        return Optional.empty();
    }

    /** The texts of a list; a single text is a list of one. */
    public static List<Node.Scalar> list(Node node, String what, Problems problems) {
        if (node instanceof Node.Scalar) {
            return scalar(node, what, problems).map(List::of).orElse(List.of());
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream()
                    .flatMap(item -> scalar(item, what, problems).stream())
                    .toList();
        }
        problems.error(node, "\"" + what + "\" is a list, not " + node.kind(), "Write for example: [one, another]");
        return List.of();
    }

    public static boolean looksLikeDate(String text) {
        return ISO_DATE.matcher(text).matches();
    }

    public static Optional<LocalDate> date(Node.Scalar scalar, Problems problems) {
        return date(folded(scalar), scalar.place(), scalar.length(), problems);
    }

    /** A day of the calendar, written year-month-day. */
    public static Optional<LocalDate> date(String text, Place place, int length, Problems problems) {
        if (!looksLikeDate(text)) {
            problems.error(place, length, "\"" + text + "\" is not a date", "Write year-month-day: 2026-03-31");
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            problems.error(place, length, "the calendar has no day " + text, "");
            return Optional.empty();
        }
    }

    public static <T> Optional<T> word(Node.Scalar scalar, String what, Map<String, T> words, Problems problems) {
        String word = folded(scalar).toLowerCase(Locale.ROOT);
        Optional<T> value = Optional.ofNullable(words.get(word));
        if (value.isEmpty()) {
            String all = String.join(", ", new TreeSet<>(words.keySet()));
            problems.error(
                    scalar,
                    "\"" + folded(scalar) + "\" is not a value of \"" + what + "\"",
                    Nearest.hint(word, words.keySet(), "Write one of: " + all + "."));
        }
        return value;
    }
}
