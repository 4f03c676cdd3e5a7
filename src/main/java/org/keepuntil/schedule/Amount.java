package org.keepuntil.schedule;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.calendar.Span;

/** A length of time or an age that a text or a rule names; an age counts as so many years. */
record Amount(int months, int days) {
    private static final String NUMBER = "(?<number>[0-9]{1,3}|[a-z]+(?:-[a-z]+)?)";
    private static final String NO_ORDINAL = "(?<!st|nd|rd|th)\\b(?!-)";
    private static final Pattern YEARS = Pattern.compile("(?<![\\w-])" + NUMBER
            + "(?:st|nd|rd|th)?\\)? *(?:(?:full|complete|calendar|financial|tax|academic|school) )?"
            + "(?:years?\\b|birthday|anniversary)");
    private static final Pattern AGE = Pattern.compile(
            "\\b(?:aged?(?: of)?|until(?: the)?|plus|turns?) " + NUMBER + NO_ORDINAL + "(?! *(?:day|week|month))");
    private static final Pattern PLUS = Pattern.compile("\\+ ?" + NUMBER + NO_ORDINAL + "(?! *(?:day|week|month))");

    private static Amount years(int years) {
        return new Amount(12 * years, 0);
    }

    /** For a message. */
    String words() {
        if (days > 0) {
            return months > 0 ? months + " months and " + days + " days" : days + " days";
        }
        return months % 12 == 0 ? months / 12 + " years" : months + " months";
    }

    /** The numbers of years and the ages in a text, in digits or in words. */
    static Set<Amount> inText(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Set<Amount> found = new HashSet<>();
        for (Pattern pattern : new Pattern[] {YEARS, AGE, PLUS}) {
            Matcher matcher = pattern.matcher(lower);
            int from = 0;
            while (matcher.find(from)) {
                Optional<Integer> number = number(matcher.group("number"));
                number.filter(n -> n > 0).ifPresent(n -> found.add(years(n)));
                // In "until the age of thirty" the first find ends with "age", where the one that counts begins.
                from = number.isPresent() ? matcher.end() : Math.max(matcher.start() + 1, matcher.start("number"));
            }
        }
        return found;
    }

    private static Optional<Integer> number(String word) {
        return Character.isDigit(word.charAt(0)) ? Optional.of(Integer.parseInt(word)) : Numbers.of(word);
    }

    /** The amounts of a rule's periods, its conditions and its maximum. */
    static Set<Amount> inRule(Rule rule) {
        Set<Amount> found = new HashSet<>();
        rule.stages().forEach(stage -> add(stage.keep(), found));
        rule.noLongerThan().ifPresent(period -> add(period, found));
        rule.when().ifPresent(condition -> add(condition, found));
        return found;
    }

    private static void add(Period period, Set<Amount> found) {
        if (period instanceof Period.Until until) {
            add(until.moment(), found);
        } else if (period instanceof Period.After after) {
            add(after.span(), found);
            add(after.moment(), found);
        } else if (period instanceof Period.BeginningWith beginning) {
            add(beginning.span(), found);
        } else if (period instanceof Period.LongestOf longest) {
            longest.members().forEach(member -> add(member, found));
        } else if (period instanceof Period.ShortestOf shortest) {
            shortest.members().forEach(member -> add(member, found));
        } else if (period instanceof Period.FirstThatApplies ladder) {
            ladder.alternatives().forEach(alternative -> {
                alternative.when().ifPresent(condition -> add(condition, found));
                add(alternative.keep(), found);
            });
        }
    }

    private static void add(Span span, Set<Amount> found) {
        found.add(new Amount(span.months(), span.days()));
    }

    private static void add(Moment moment, Set<Amount> found) {
        if (moment instanceof Moment.Age age) {
            found.add(years(age.years()));
        } else if (moment instanceof Moment.EndOfYear end) {
            add(end.of(), found);
        }
    }

    private static void add(Condition condition, Set<Amount> found) {
        if (condition instanceof Condition.AllOf all) {
            all.members().forEach(member -> add(member, found));
        } else if (condition instanceof Condition.AnyOf any) {
            any.members().forEach(member -> add(member, found));
        } else if (condition instanceof Condition.PersonLine line
                && line.state() instanceof Condition.PersonState.DiedBefore died) {
            found.add(years(died.age()));
        }
    }
}
