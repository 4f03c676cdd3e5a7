package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    private final Words words;
    private final Vocabulary vocabulary;
    private final Meant meant;

    Advice(Words words, Vocabulary vocabulary) {
        this.words = words;
        this.vocabulary = vocabulary;
        this.meant = new Meant(vocabulary);
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
        sum();
        Words.Word only = words.all().get(0);
        if (words.all().size() == 1 && only.isNumber()) {
            throw words.misread(
                    only,
                    "\"" + only.text() + "\" of what? A length of time needs a unit",
                    write(meant.either(only.text() + " years", only.text())));
        }
    }

    private void sum() throws Misread {
        for (Words.Word word : words.all()) {
            Optional<String> instead =
                    Set.of("+", "plus").contains(word.text()) ? meant.sum(whole()) : Optional.empty();
            if (instead.isPresent()) {
                throw words.misread(word, "a period is not written as a sum", write(instead.get()));
            }
        }
    }

    private String whole() {
        return words.text(0, words.scalar().text().length());
    }

    private static String write(String instead) {
        return "Write: " + instead;
    }

    private static boolean isBare(Words.Word before) {
        boolean counted = before.isNumber() || Numbers.of(before.text()).isPresent();
        return !counted && !PhraseParser.KINDS.containsKey(before.text());
    }

    private Misread bareYear(Words.Word word) {
        return words.misread(
                word,
                "which year? There are four kinds: calendar, financial, tax and academic",
                "Write for example: 6 years after the end of the " + Meant.kindOfYear(whole()) + " year of "
                        + meant.anEvent());
    }

    private Misread list(Words.Word word) {
        return new ListAdvice(words, meant, vocabulary).instead(word);
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
            return words.misread(first, "a period says \"until\" before an age", write("until " + words.rest()));
        }
        return words.misread(
                first,
                "\"" + words.rest() + "\" is not a period",
                Nearest.to(first.text(), List.of("until", "permanently"))
                        .map(near -> "Did you mean \"" + near + "\"?")
                        .or(() -> insteadOfAll().map(Advice::write))
                        .orElse(EXAMPLES));
    }

    /** For a phrase that does not begin like a period. */
    private Optional<String> insteadOfAll() {
        Words.Word first = words.peek();
        String rest = words.rest();
        if (first.text().equals("for") && words.peek(1).isNumber()) {
            String duration =
                    words.text(words.peek(1).start(), words.scalar().text().length());
            boolean counted = duration.matches("(?i).*\\b(after|beginning with)\\b.*");
            return Optional.of(
                    counted ? duration : meant.either(duration, words.peek(1).text()));
        }
        Optional<String> event = Vocabulary.find(rest, vocabulary.events());
        return event.map(e -> "until " + e + "; or for example 6 years after " + e)
                .or(() -> meant.glued(rest))
                .or(() -> meant.age(rest).map(meant::untilAge));
    }

    Misread afterPeriod() {
        Words.Word word = words.peek();
        if (Set.of("and", ",", ";", "+").contains(word.text())) {
            return list(word);
        }
        if (ListAdvice.CONDITIONS.contains(word.text())) {
            return new ListAdvice(words, meant, vocabulary).condition(word);
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
            Optional<String> age =
                    meant.age(words.text(word.end(), words.scalar().text().length()));
            String then = age.map(a -> "age " + a)
                    .or(() -> Vocabulary.find(rest(word), vocabulary.events()))
                    .or(() -> Optional.of(rest(word)).filter(Meant::isBirthOrDeath))
                    .orElse("...");
            return words.misread(
                    word,
                    "\"" + word.text() + "\" does not say whether the day itself counts",
                    write(duration + " after " + then)
                            + (age.isPresent()
                                    ? ""
                                    : "; or " + duration + " beginning with " + then + ", where the day counts"));
        }
        if (word.text().isEmpty()) {
            return words.misread(
                    word,
                    "after what?",
                    write(meant.either(duration, words.all().get(0).text())));
        }
        boolean old = word.text().equals("old");
        return words.misread(
                word,
                "\"after\" or \"beginning with\" is missing before this",
                old
                        ? write(meant.untilAge(words.all().get(0).text()))
                        : "Write for example: " + duration + " after " + meant.anEvent());
    }

    /** What follows a word, to the end. */
    private String rest(Words.Word word) {
        return words.text(word.end(), words.scalar().text().length()).replaceFirst("(?i)^(?:the|a|an|their) ", "");
    }

    Misread afterUntil() {
        Words.Word word = words.peek();
        String rest = words.rest();
        Optional<String> age = meant.age(rest);
        if (age.isEmpty() && word.isNumber() && words.peek(1).text().matches("(day|week|month|year)s?")) {
            String after = rest.replaceFirst("(?i) (?:from|since|following) ", " after ");
            return words.misread(word, "\"until\" does not go with a length of time", write(after));
        }
        if (age.isEmpty() && Meant.isDayOfTheYear(rest)) {
            return words.misread(
                    word,
                    "no period ends on a fixed day of the year",
                    "Write for example: until the end of the academic year of " + meant.anEvent());
        }
        if (age.isPresent() || word.text().matches("[0-9]+(st|nd|rd|th)?")) {
            String number = age.orElse(word.text().replaceAll("\\D", ""));
            return words.misread(word, "until which age or event?", write(meant.untilAge(number)));
        }
        return unknownEvent();
    }

    Misread ageOfWhat(Words.Word age) {
        String number = meant.age("age " + words.rest()).orElse("25");
        return words.misread(age, "which age? A number follows \"age\"", write(meant.untilAge(number)));
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
                "Write for example: the end of the financial year of " + meant.anEvent()
                        + " (or calendar, tax, academic)");
    }

    Misread yearOfWhat(YearKind kind) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return words.misread(
                words.peek(-1),
                "the " + word + " year of what?",
                "Write for example: the end of the " + word + " year of " + meant.anEvent());
    }

    Misread unknownEvent() {
        Words.Word word = words.peek();
        if (word.text().isEmpty()) {
            return words.misread(
                    word,
                    "the phrase ends too early: an event is missing",
                    "Write for example: " + whole() + " " + meant.anEvent());
        }
        List<String> known = new ArrayList<>(vocabulary.events());
        known.addAll(List.of("birth", "death"));
        String name = words.rest();
        Optional<String> age = word.text().matches("[0-9]+(st|nd|rd|th)") ? meant.age(name) : Optional.empty();
        if (age.isPresent()) {
            return words.misread(
                    word, "an age is written as one", write(words.text(0, word.start()) + " age " + age.get()));
        }
        return words.misread(
                new Words.Word(name, word.start(), words.lastEnd()),
                "no event is called \"" + name + "\"",
                Nearest.hint(name, known, vocabulary.listing("events", vocabulary.events())));
    }
}
