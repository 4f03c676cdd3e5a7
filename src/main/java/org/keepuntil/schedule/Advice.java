package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.source.Nearest;

/** What to say of a phrase that is not a period: each message with an example of what to write instead. */
final class Advice {
    static final String EXAMPLES =
            "Write for example: 6 years after closure; until age 25; until the end of the academic year of age 19; permanently";
    private static final Set<String> BETWEEN =
            Set.of("or", "whichever", "longer", "shorter", "later", "earlier", "sooner");
    private static final Set<String> FOR_EVER = Set.of("forever", "indefinitely", "permanent", "always", "never");
    private static final Set<String> FROM = Set.of("from", "since", "following", "post", "of", "past", "plus");

    private static final Pattern BEGINNING =
            Pattern.compile("(until |.* after |.* beginning with )", Pattern.CASE_INSENSITIVE);

    private final Words words;
    private final Vocabulary vocabulary;

    Advice(Words words, Vocabulary vocabulary) {
        this.words = words;
        this.vocabulary = vocabulary;
    }

    /** Mistakes that are best named as a whole, wherever the grammar would stumble over them. */
    void beforeReading() throws Misread {
        if (words.all().isEmpty()) {
            throw words.misread(words.peek(), "there is no period here", EXAMPLES);
        }
        Words.Word before = words.all().get(0);
        for (Words.Word word : words.all()) {
            if (BETWEEN.contains(word.text())) {
                throw list(word);
            }
            if (word.text().equals("year") && isBare(before)) {
                throw bareYear(word);
            }
            before = word;
        }
    }

    private static boolean isBare(Words.Word before) {
        boolean counted = before.isNumber() || Numbers.of(before.text()).isPresent();
        return !counted && !PhraseParser.KINDS.containsKey(before.text());
    }

    private Misread bareYear(Words.Word word) {
        return words.misread(
                word,
                "which year? There are four kinds: calendar, financial, tax and academic",
                "Write for example: 6 years after the end of the financial year of " + anEvent());
    }

    private Misread list(Words.Word word) {
        String left = tidy(words.text(0, word.start()));
        String right = tidy(words.text(word.end(), words.scalar().text().length()));
        String pair = left.isEmpty() || right.isEmpty()
                ? "until age 25, 6 years after " + anEvent()
                : left + ", " + completed(left, right);
        return words.misread(
                word,
                "\"" + word.text() + "\" between periods does not say which of them counts",
                "Write a list, keep: { longest of: [" + pair + "] }, or with shortest of.");
    }

    /** "3 years after closure or death" means the three years of the second, too. */
    private static String completed(String left, String right) {
        Matcher beginning = BEGINNING.matcher(left);
        boolean whole = right.matches("(?i)([0-9]|until |permanently).*");
        return !whole && beginning.lookingAt() ? beginning.group() + right : right;
    }

    private static String tidy(String part) {
        return part.replaceAll("(?i)[,;]|\\bwhichever\\b.*$", "").strip();
    }

    Misread notAPeriod() {
        Words.Word first = words.peek();
        Optional<Integer> number = Numbers.of(first.text());
        if (number.isPresent()) {
            String rest = words.text(first.end(), words.scalar().text().length());
            return words.misread(first, "a number in words", "Write it in digits: " + number.get() + " " + rest);
        }
        if (FOR_EVER.contains(first.text())) {
            return words.misread(first, "\"" + first.text() + "\" is not a word for a period", "Write: permanently");
        }
        if (first.text().equals("age")) {
            return words.misread(first, "a period says \"until\" before an age", "Write: until " + words.rest());
        }
        String otherwise = first.text().equals("for") ? "Leave \"for\" out. " + EXAMPLES : EXAMPLES;
        return words.misread(
                first,
                "\"" + words.rest() + "\" is not a period",
                Nearest.hint(first.text(), List.of("until", "permanently"), otherwise));
    }

    Misread afterPeriod() {
        Words.Word word = words.peek();
        if (Set.of("and", ",", ";", "+").contains(word.text())) {
            return list(word);
        }
        String read = words.text(0, word.start());
        return words.misread(word, "\"" + words.rest() + "\" cannot follow \"" + read + "\"", EXAMPLES);
    }

    Misread afterDuration() {
        Words.Word word = words.peek();
        String duration = words.text(0, word.start());
        if (word.text().equals("and")) {
            return list(word);
        }
        if (FROM.contains(word.text())) {
            return words.misread(
                    word,
                    "\"" + word.text() + "\" does not say whether the day itself counts",
                    "Write \"" + duration + " after ...\", or \"" + duration
                            + " beginning with ...\" where the day counts.");
        }
        return words.misread(
                word,
                word.text().isEmpty() ? "after what?" : "\"after\" or \"beginning with\" is missing before this",
                "Write for example: " + duration + " after " + anEvent());
    }

    Misread afterUntil() {
        Words.Word word = words.peek();
        if (word.isNumber() && words.peek(1).text().matches("(day|week|month|year)s?")) {
            return words.misread(word, "\"until\" does not go with a length of time", "Write: " + words.rest());
        }
        String digits = word.text().replaceAll("(st|nd|rd|th)$", "");
        if (digits.matches("[0-9]+")) {
            return words.misread(word, "until which age or event?", "Write: until age " + digits);
        }
        if (word.text().equals("aged")) {
            return words.misread(word, "\"aged\" is written \"age\"", "Write for example: until age 25");
        }
        return unknownEvent();
    }

    Misread ageOfWhat(Words.Word age) {
        return words.misread(age, "which age? A number follows \"age\"", "Write for example: until age 25");
    }

    Misread beginningWithMidnight() {
        return words.misread(
                words.peek(),
                "only an event has a first day that \"beginning with\" counts",
                "Write \"after\": an age and a year's end fall at midnight, so the whole day that they begin counts.");
    }

    Misread whichYear() {
        return words.misread(
                words.peek(),
                "\"end\" is followed by a kind of year",
                "Write for example: the end of the financial year of " + anEvent() + " (or calendar, tax, academic)");
    }

    Misread yearOfWhat(YearKind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return words.misread(
                words.peek(-1),
                "the " + word + " year of what?",
                "Write for example: the end of the " + word + " year of " + anEvent());
    }

    Misread unknownEvent() {
        Words.Word word = words.peek();
        if (word.text().isEmpty()) {
            return words.misread(
                    word,
                    "the phrase ends too early: an event is missing",
                    "Write for example: "
                            + tidy(words.text(0, words.scalar().text().length())) + " " + anEvent());
        }
        List<String> known = new ArrayList<>(vocabulary.events());
        known.addAll(List.of("birth", "death"));
        String name = words.rest();
        return words.misread(
                new Words.Word(name, word.start(), words.lastEnd()),
                "no event is called \"" + name + "\"",
                Nearest.hint(name, known, vocabulary.listing("events", vocabulary.events())));
    }

    Misread unknownPerson() {
        Words.Word word = words.peek();
        if (word.text().equals("oldest") || word.text().equals("older")) {
            return words.misread(
                    word,
                    "\"" + word.text() + "\" is written \"eldest\"",
                    "Write for example: age 25 of the eldest "
                            + vocabulary.people().stream().findFirst().orElse("child"));
        }
        String name = words.rest();
        String message = name.isEmpty() ? "of whom?" : "no person is called \"" + name + "\"";
        return words.misread(
                new Words.Word(name, word.start(), words.lastEnd()),
                message,
                Nearest.hint(name, vocabulary.people(), vocabulary.listing("people", vocabulary.people())));
    }

    Misread whose(String what) {
        Words.Word word = words.peek(-1);
        if (vocabulary.people().isEmpty()) {
            return words.misread(
                    word, what + " of whom? The class has no people", "Add to the class for example: people: [child]");
        }
        String examples = String.join(
                " or ",
                vocabulary.people().stream().map(p -> what + " of the " + p).toList());
        return words.misread(word, what + " of whom? There are several people", "Write " + examples + ".");
    }

    private String anEvent() {
        return vocabulary.events().stream().findFirst().orElse("closure");
    }
}
