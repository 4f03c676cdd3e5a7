package org.keepuntil.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads what a line compares the day of an event with. */
record EventLines(Vocabulary vocabulary, Problems problems) {
    private static final String EXAMPLE =
            "Write a date, missing, present, or for example: before 2020-01-01; on or after closure; not after 2020-01-01";

    /** The condition that an entry states about an event. A list of days holds for any of them. */
    Optional<Condition> line(Event event, Node.Entry entry) {
        Place place = entry.key().place();
        if (!(entry.value() instanceof Node.Sequence list)) {
            return matcher(entry.value()).map(matcher -> new Condition.EventLine(event, matcher, place));
        }
        List<Condition> days = new ArrayList<>();
        for (Node item : list.items()) {
            Values.scalar(item, entry.key().text(), problems)
                    .flatMap(day -> Values.date(day, problems))
                    .ifPresent(day -> days.add(new Condition.EventLine(event, on(day), place)));
        }
        if (list.items().isEmpty()) {
            problems.error(list, "the list is empty", "Write at least one date.");
        }
        boolean complete = !days.isEmpty() && days.size() == list.items().size();
        return complete ? Optional.of(new Condition.AnyOf(days)) : Optional.empty();
    }

    private static Matcher on(LocalDate day) {
        return new Matcher.Dated(DateOrder.ON, new DateOperand.Literal(day));
    }

    private Optional<Matcher> matcher(Node value) {
        if (!(value instanceof Node.Scalar scalar) || scalar.isEmpty()) {
            problems.error(value, "an event is compared with a date or an event, not with " + value.kind(), EXAMPLE);
            return Optional.empty();
        }
        Words words = Words.of(scalar);
        try {
            boolean not = words.accept("not");
            Matcher matcher = plain(words);
            if (!words.atEnd()) {
                throw words.misread(words.peek(), "\"" + words.rest() + "\" is too much", EXAMPLE);
            }
            return Optional.of(not ? matcher.opposite() : matcher);
        } catch (Misread misread) {
            misread.report(problems);
            return Optional.empty();
        }
    }

    private Matcher plain(Words words) throws Misread {
        if (words.accept("missing")) {
            return new Matcher.Missing();
        }
        if (words.accept("present")) {
            return new Matcher.Present();
        }
        if (words.accept("on", "or", "before")) {
            return new Matcher.Dated(DateOrder.ON_OR_BEFORE, operand(words));
        }
        if (words.accept("on", "or", "after")) {
            return new Matcher.Dated(DateOrder.ON_OR_AFTER, operand(words));
        }
        if (words.accept("on")) {
            return new Matcher.Dated(DateOrder.ON, operand(words));
        }
        if (words.accept("before")) {
            return new Matcher.Dated(DateOrder.BEFORE, operand(words));
        }
        if (words.accept("after")) {
            return new Matcher.Dated(DateOrder.AFTER, operand(words));
        }
        if (startsWithDigit(words)) {
            return new Matcher.Dated(DateOrder.ON, literal(words));
        }
        throw words.misread(words.peek(), "\"" + words.rest() + "\" does not compare a date", EXAMPLE);
    }

    private DateOperand operand(Words words) throws Misread {
        return startsWithDigit(words)
                ? literal(words)
                : new DateOperand.EventDay(new PhraseParser(words, vocabulary).event());
    }

    private static boolean startsWithDigit(Words words) {
        String text = words.peek().text();
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private DateOperand literal(Words words) throws Misread {
        String text = words.rest();
        Words.Word first = words.peek();
        Problems quiet = new Problems();
        Optional<LocalDate> date = Values.date(text, words.place(first), text.length(), quiet);
        if (date.isEmpty() || !Rulings.isPlausible(date.get())) {
            boolean outside = date.isPresent();
            throw words.misread(
                    new Words.Word(text, first.start(), words.lastEnd()),
                    outside
                            ? text + " is outside the years 1800 to 2999"
                            : "\"" + text + "\" is not a day of the calendar",
                    "Write year-month-day: 2026-03-31");
        }
        words.take();
        return new DateOperand.Literal(date.get());
    }
}
