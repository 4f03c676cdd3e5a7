package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time or an age in a person's own words: {@code seventy-five years}, {@code the 75th anniversary of birth},
 * {@code ACTION+100}, {@code DOB + 25 years}, {@code CY+6}, {@code 6 months after the check}.
 *
 * @param start where it begins in the text
 */
record NamedAmount(Amount amount, int start, int end) {
    private static final String NUMBER = "(?<number>[0-9]{1,3}|[a-z]+(?:-[a-z]+)?)";
    private static final String NO_ORDINAL = "(?<!st|nd|rd|th)\\b(?!-)";
    private static final String NO_SMALL_UNIT = "(?! *(?:day|week|month|mth))";
    private static final Pattern YEARS = Pattern.compile("(?<![\\w-])" + NUMBER
            + "(?:st|nd|rd|th)?\\)? *(?:(?:full|complete|calendar|financial|tax|academic|school) +)?"
            + "(?:years?\\b|yrs?\\b|birthday|anniversary)");

    /** The 6 of "6 / 25 years" and "6 or 7 years". */
    private static final Pattern LISTED =
            Pattern.compile("(?<![\\w-])" + NUMBER + " *(?:/|or|and|to|-) *(?=[0-9]{1,3} *(?:years?|yrs?)\\b)");

    private static final Pattern AGE =
            Pattern.compile("\\b(?:aged?(?: +of)?|until(?: +the)?(?: +(?:he|she|they|[a-z]+) +(?:is|are|reach(?:es)?))?"
                    + "|plus|turns?) +" + NUMBER + NO_ORDINAL + NO_SMALL_UNIT);
    private static final Pattern PLUS = Pattern.compile("\\+ *" + NUMBER + NO_ORDINAL + NO_SMALL_UNIT);

    /** In days, weeks and months only what is counted from something: a text names many such lengths that keep nothing. */
    private static final Pattern SMALL =
            Pattern.compile("(?<!within )(?<!least )(?<!most )(?<!than )(?<!every )(?<![\\w-])" + NUMBER
                    + "\\)? *(?<unit>days?|weeks?|months?|mths?) +(?:after|from|following|beginning with)\\b");

    private static final Pattern TENS_AND_ONES = Pattern.compile(
            "\\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?=(?:one|two|three|four|five|six|seven|eight|nine"
                    + "|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\\b)");
    private static final Map<Character, Amount> SMALL_UNITS =
            Map.of('d', new Amount(0, 1), 'w', new Amount(0, 7), 'm', new Amount(1, 0));

    /** All that a text names, in digits or in words, in its order. */
    static List<NamedAmount> in(String text) {
        String plain = plain(text);
        List<NamedAmount> found = new ArrayList<>();
        for (Pattern pattern : List.of(YEARS, LISTED, AGE, PLUS)) {
            find(pattern, plain, Amount.years(1), found);
        }
        small(plain, found);
        found.sort(Comparator.comparingInt(NamedAmount::start));
        return found;
    }

    /** In small letters, with every white space a blank; each character stays where it is. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            plain.setCharAt(i, Character.isWhitespace(c) ? ' ' : Character.toLowerCase(c));
        }
        return TENS_AND_ONES.matcher(plain).replaceAll("$1-");
    }

    private static void find(Pattern pattern, String text, Amount unit, List<NamedAmount> found) {
        Matcher matcher = pattern.matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            Optional<Integer> number = Numbers.read(matcher.group("number"));
            number.ifPresent(n -> add(n, unit, matcher, found));
            // In "until the age of thirty" the first find ends with "age", where the one that counts begins.
            from = number.isPresent() ? matcher.end() : Math.max(matcher.start() + 1, matcher.start("number"));
        }
    }

    private static void small(String text, List<NamedAmount> found) {
        Matcher matcher = SMALL.matcher(text);
        while (matcher.find()) {
            Amount unit = SMALL_UNITS.getOrDefault(matcher.group("unit").charAt(0), Amount.years(1));
            Numbers.read(matcher.group("number")).ifPresent(n -> add(n, unit, matcher, found));
        }
    }

    private static void add(int number, Amount unit, Matcher matcher, List<NamedAmount> found) {
        if (number > 0) {
            Amount amount = new Amount(number * unit.months(), number * unit.days());
            found.add(new NamedAmount(amount, matcher.start("number"), matcher.end()));
        }
    }
}
