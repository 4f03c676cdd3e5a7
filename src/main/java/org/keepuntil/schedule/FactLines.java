package org.keepuntil.schedule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.NumberOrder;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/**
 * Reads what a line compares a fact with. Text in quotes, and text in a list, is a value and never a comparison, so that
 * {@code ["missing"]} is the word itself; a lone quoted word that reads like a comparison is refused, because
 * one cannot see which is meant.
 */
record FactLines(Vocabulary vocabulary, Problems problems) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
    private static final Map<String, NumberOrder> ORDERS = Map.of(
            "at least", NumberOrder.AT_LEAST,
            "more than", NumberOrder.MORE_THAN,
            "at most", NumberOrder.AT_MOST,
            "less than", NumberOrder.LESS_THAN);

    Optional<Matcher> matcher(Node value) {
        if (value instanceof Node.Sequence list) {
            return oneOf(list);
        }
        if (!(value instanceof Node.Scalar scalar)) {
            problems.error(value, "a fact is compared with a value or a list of values, not with a map", "");
            return Optional.empty();
        }
        if (scalar.isEmpty()) {
            problems.error(scalar, "there is nothing to compare with", "To ask for no value, write: missing");
            return Optional.empty();
        }
        if (scalar.quoted() && readsLikeComparison(Words.of(scalar))) {
            problems.error(
                    scalar,
                    "quotes make this a value, but it reads like a comparison",
                    "Take the quotes away to compare; for the value itself write a list: [\"" + scalar.text() + "\"]");
            return Optional.empty();
        }
        return scalar.quoted() ? Optional.of(one(scalar.text())) : comparison(Words.of(scalar));
    }

    private Optional<Matcher> oneOf(Node.Sequence list) {
        List<String> values = new ArrayList<>();
        for (Node item : list.items()) {
            if (!(item instanceof Node.Scalar scalar) || scalar.isEmpty()) {
                problems.error(item, "a list of values holds text, not " + item.kind(), "");
            } else if (!scalar.quoted() && readsLikeComparison(Words.of(scalar))) {
                problems.error(scalar, "a list holds values, not comparisons", "Put the word itself in quotes.");
            } else {
                values.add(scalar.quoted() ? scalar.text() : Values.folded(scalar));
            }
        }
        if (list.items().isEmpty()) {
            problems.error(list, "the list is empty", "Write at least one value.");
        }
        boolean complete = !values.isEmpty() && values.size() == list.items().size();
        return complete ? Optional.of(new Matcher.OneOf(values)) : Optional.empty();
    }

    private static Matcher one(String value) {
        return new Matcher.OneOf(List.of(value));
    }

    private static boolean readsLikeComparison(Words words) {
        boolean alone = words.all().size() == 1;
        return (alone && words.nextIs("missing", "present"))
                || words.nextIs("not")
                || order(words).isPresent();
    }

    private static Optional<NumberOrder> order(Words words) {
        return Optional.ofNullable(
                ORDERS.get(words.peek().text() + " " + words.peek(1).text()));
    }

    private Optional<Matcher> comparison(Words words) {
        if (!words.accept("not")) {
            return plain(words, words.scalar().text().strip());
        }
        if (words.nextIs("not") || words.atEnd()) {
            problems.error(
                    words.scalar(),
                    "\"not\" is followed by a value or a comparison",
                    "Write for example: not early-help");
            return Optional.empty();
        }
        String rest = words.afterLast();
        return (rest.startsWith("[") ? listed(words, rest) : plain(words, rest)).map(Matcher::opposite);
    }

    /** {@code not [a, b]}, which YAML gives as one text. */
    private Optional<Matcher> listed(Words words, String text) {
        List<String> values = Arrays.stream(
                        text.substring(1).replaceFirst("]$", "").split(",", -1))
                .map(value -> value.strip().replaceAll("\\s+", " "))
                .toList();
        boolean plain = values.stream().noneMatch(value -> value.isEmpty() || value.matches(".*[\\[\\]\"'].*"));
        if (!text.endsWith("]") || !plain) {
            problems.error(
                    words.scalar(),
                    "the list after \"not\" can't be read",
                    "Write for example: not [early-help, targeted-support], the values without quotes and brackets");
            return Optional.empty();
        }
        return Optional.of(new Matcher.OneOf(values));
    }

    private Optional<Matcher> plain(Words words, String text) {
        boolean alone = words.peek(1).text().isEmpty();
        if (alone && words.accept("missing")) {
            return Optional.of(new Matcher.Missing());
        }
        if (alone && words.accept("present")) {
            return Optional.of(new Matcher.Present());
        }
        Optional<NumberOrder> order = order(words);
        if (order.isPresent()) {
            return number(words, order.get());
        }
        if (text.matches("[<=>!].*")) {
            problems.error(
                    words.scalar(),
                    "a comparison is written in words",
                    "Write the value alone, or for example: at least 3, more than 3, not early-help");
            return Optional.empty();
        }
        if (text.matches(".*\\s(?:or|OR)\\s.*")) {
            String list = String.join(", ", text.split("\\s+(?:or|OR)\\s+"));
            problems.error(
                    words.scalar(),
                    "\"or\" does not stand between values",
                    "Write a list: [" + list + "]; or put it in quotes if it is one value.");
            return Optional.empty();
        }
        return comparesDates(words) ? refuseDate(words) : Optional.of(one(Values.folded(text)));
    }

    private Optional<Matcher> number(Words words, NumberOrder order) {
        words.take();
        words.take();
        String number = words.afterLast();
        if (NUMBER.matcher(number).matches()) {
            return Optional.of(new Matcher.Numbered(order, new BigDecimal(number)));
        }
        problems.error(words.scalar(), "\"" + number + "\" is not a number", "Write for example: at least 5");
        return Optional.empty();
    }

    /** A value may begin with such a word ("on hold"), but not go on like a date or an event. */
    private boolean comparesDates(Words words) {
        if (!words.nextIs("on", "before", "after")) {
            return false;
        }
        List<Words.Word> all = words.all();
        Words.Word last = all.get(all.size() - 1);
        return Values.looksLikeDate(last.text())
                || Vocabulary.find(last.text(), vocabulary.events()).isPresent();
    }

    private Optional<Matcher> refuseDate(Words words) {
        problems.error(
                words.scalar(),
                "a fact is not compared with a date",
                "Declare it under events: and compare it there; or write the value itself in quotes.");
        return Optional.empty();
    }
}
