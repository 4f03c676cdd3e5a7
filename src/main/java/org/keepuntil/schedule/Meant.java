package org.keepuntil.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person meant who wrote a period as one says it, or as retention schedules abbreviate it: the same in the grammar. */
final class Meant {
    /** Up to this a number is hardly an age at which records go. */
    private static final int YOUNGEST = 16;

    private static final String UNIT = "(?:days?|weeks?|months?|years?)";
    private static final Pattern SUM = Pattern.compile(
            "(?<from>(?:[0-9]+(?:st|nd|rd|th)\\b|[^0-9+]).*?) *(?:\\+|\\bplus\\b) *(?<number>[0-9]{1,4})(?: *(?<unit>"
                    + UNIT + "))?\\b.*");
    private static final Pattern GLUED = Pattern.compile("(?<number>[0-9]{1,4})(?<unit>[dwmy])(?:\\p{L}*)(?<rest>.*)");
    private static final Pattern NUMBER = Pattern.compile("\\b([0-9]{1,3}|[a-z]+(?:-[a-z]+)?)(?:st|nd|rd|th)?\\b");
    private static final Pattern OF_A_PERSON =
            Pattern.compile("\\b(?:birthday|aged?|old|is|are|reach(?:es)?|turns?|attains?)\\b|^\\S+$");
    private static final Pattern MONTH = Pattern.compile(
            "\\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> YEARS = Map.of(
            "cy", "calendar",
            "calendar year", "calendar",
            "fy", "financial",
            "financial year", "financial",
            "tax year", "tax",
            "ay", "academic",
            "academic year", "academic",
            "school year", "academic");
    private static final Map<String, String> UNITS = Map.of("d", "days", "w", "weeks", "m", "months", "y", "years");

    private final Vocabulary vocabulary;

    Meant(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** {@code the 31st of August}. */
    static boolean isDayOfTheYear(String phrase) {
        return MONTH.matcher(phrase).find();
    }

    /** The kind of year that a bare one may be. */
    static String kindOfYear(String phrase) {
        return phrase.toLowerCase(Locale.ROOT).contains("school year") ? "academic" : "financial";
    }

    static boolean isBirthOrDeath(String phrase) {
        return phrase.matches("(?i)(?:birth|death)(?: of .*)?");
    }

    /** An event of the class, for an example. */
    String anEvent() {
        return vocabulary.events().stream().findFirst().orElse("closure");
    }

    /** {@code until age 25}, with the person where there are several. */
    String untilAge(String number) {
        List<String> people = vocabulary.people();
        return "until age " + number + (people.size() > 1 ? " of the " + people.get(0) : "");
    }

    /** {@code 25} or {@code 25 years}: after an event or, where the class has people, of age. */
    String either(String duration, String number) {
        String after = duration + " after " + anEvent();
        boolean mayBeAge = !vocabulary.people().isEmpty()
                && duration.matches("[0-9]{1,3} years")
                && Integer.parseInt(number) >= YOUNGEST;
        return mayBeAge ? after + "; or " + untilAge(number) : after;
    }

    /** {@code closure + 6 years}, {@code DOB + 25}, {@code CY+6}: counted from what stands before the sign. */
    Optional<String> sum(String phrase) {
        Matcher matcher = SUM.matcher(phrase.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String number = matcher.group("number");
        String unit = matcher.group("unit") == null ? "years" : matcher.group("unit");
        String from = matcher.group("from")
                .replaceAll("^(?:the|current|date of|until) ", "")
                .strip();
        if (from.startsWith("until ")) {
            return Optional.empty();
        }
        if (from.matches("dob|d\\.o\\.b\\.?|birth|born")) {
            return Optional.of(unit.startsWith("year") ? untilAge(number) : number + " " + unit + " after birth");
        }
        if (YEARS.containsKey(from)) {
            return Optional.of(
                    number + " " + unit + " after the end of the " + YEARS.get(from) + " year of " + anEvent());
        }
        Optional<String> age = age(from);
        String event = Vocabulary.find(from, vocabulary.events()).orElse(anEvent());
        return Optional.of(
                number + " " + unit + " after " + age.map(a -> "age " + a).orElse(event));
    }

    /** {@code 6yrs after closure}. */
    Optional<String> glued(String phrase) {
        Matcher matcher = GLUED.matcher(phrase.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String duration = matcher.group("number") + " " + UNITS.get(matcher.group("unit"));
        String rest = matcher.group("rest").strip();
        return Optional.of(
                rest.startsWith("after ") ? duration + " " + rest : either(duration, matcher.group("number")));
    }

    /** The age in {@code the child's 25th birthday}, {@code they are twenty-five}, {@code 25 years of age}. */
    Optional<String> age(String phrase) {
        String lower = phrase.toLowerCase(Locale.ROOT);
        return OF_A_PERSON.matcher(lower).find()
                ? NUMBER.matcher(lower)
                        .results()
                        .flatMap(found -> Numbers.read(found.group(1)).stream())
                        .map(String::valueOf)
                        .findFirst()
                : Optional.empty();
    }
}
