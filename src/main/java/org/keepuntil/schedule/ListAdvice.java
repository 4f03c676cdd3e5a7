package org.keepuntil.schedule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write instead of two periods in one phrase: a list, or a ladder where one of them is for certain records. */
final class ListAdvice {
    private static final Pattern BEGINNING =
            Pattern.compile("(until |.* after |.* beginning with )", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAIL = Pattern.compile(" (?:after|beginning with) .*", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SHORTEST =
            Set.of("shorter", "shortest", "earlier", "earliest", "sooner", "soonest", "first");
    private static final Set<String> LONGEST = Set.of("longer", "longest", "later", "latest", "last", "and");
    static final Set<String> CONDITIONS = Set.of("if", "unless", "where", "when", "except", "otherwise");

    private final Words words;
    private final Meant meant;
    private final Vocabulary vocabulary;

    ListAdvice(Words words, Meant meant, Vocabulary vocabulary) {
        this.words = words;
        this.meant = meant;
        this.vocabulary = vocabulary;
    }

    /** The advice for the word between the two. */
    Misread instead(Words.Word word) {
        if (words.all().stream().anyMatch(w -> CONDITIONS.contains(w.text()))) {
            return condition(word);
        }
        String left = tidy(words.text(0, word.start()));
        String right = tidy(words.text(word.end(), words.scalar().text().length()));
        String pair = left.isEmpty() || right.isEmpty()
                ? meant.untilAge("25") + ", 6 years after " + meant.anEvent()
                : completed(left, right) + ", " + completed(right, left);
        boolean shortest = says(SHORTEST);
        String otherwise = shortest || says(LONGEST) ? "" : ", or with shortest of";
        return words.misread(
                word,
                "\"" + word.text() + "\" between periods does not say which of them counts",
                "Write a list, keep: { " + (shortest ? "shortest" : "longest") + " of: [" + pair + "] }" + otherwise
                        + ".");
    }

    private boolean says(Set<String> any) {
        return words.all().stream().anyMatch(w -> any.contains(w.text()));
    }

    private static String tidy(String part) {
        return part.replaceAll("(?i)[,;()]|\\bwhichever\\b.*$|\\bthe (?:longer|shorter|later|earlier)\\b.*$", "")
                .strip();
    }

    /** "18 or 25", "3 years after closure or death", "18th birthday": what each leaves out the other one says. */
    private String completed(String part, String other) {
        if (part.matches("[0-9]+")) {
            Matcher number = Pattern.compile("[0-9]+").matcher(other);
            return number.find() ? completed(number.replaceFirst(part), other) : meant.untilAge(part);
        }
        if (part.matches("(?i)[0-9]+ (?:days?|weeks?|months?|years?)")) {
            Matcher tail = TAIL.matcher(other);
            return part + (tail.find() ? tail.group() : " after " + meant.anEvent());
        }
        if (part.matches("(?i)until [0-9]+")) {
            return meant.untilAge(part.replaceAll("\\D", ""));
        }
        if (part.matches("(?i)(?:[0-9]|until |permanently).*") && !part.matches("(?i)[0-9]+(?:st|nd|rd|th)\\b.*")) {
            return part;
        }
        Optional<String> age = meant.age(part);
        Matcher beginning = BEGINNING.matcher(other);
        return age.map(meant::untilAge).orElse(beginning.lookingAt() ? beginning.group() + part : part);
    }

    /** The advice for a condition in a phrase. */
    Misread condition(Words.Word word) {
        String phrase = words.scalar().text().toLowerCase(Locale.ROOT);
        String fact = vocabulary.facts().stream()
                .filter(f -> phrase.contains(f.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("looked after");
        return words.misread(
                word,
                "a period has no condition in it",
                "Write a ladder, keep: { first that applies: [ { when: { " + fact + ": true }, keep: "
                        + meant.untilAge("75") + " }, { keep: " + meant.untilAge("25") + " } ] }");
    }
}
