package org.keepuntil.schedule;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/**
 * Which names a schedule may give. The words of the language are reserved: an event or a person, which phrases name, bears
 * none of them; a fact, which stands alone in a condition, may have one in it ({@code looked after}) but not begin a line
 * like something else.
 */
record Names(Problems problems) {
    private static final int LONGEST = 60;
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N} _'’-]*");
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]*");

    /** The name of an event or a role of people. */
    boolean inPhrases(Node.Scalar name) {
        List<String> words = words(name);
        for (String word : words) {
            if (Reserved.inPhrases(word)) {
                problems.error(
                        name,
                        "\"" + word + "\" is a word of the language, so no event or person bears it",
                        "Give it another name, for example " + another(words) + ".");
                return false;
            }
        }
        return alone(name, words) && wellFormed(name);
    }

    private static String another(List<String> words) {
        String left = String.join(
                " ", words.stream().filter(w -> !Reserved.inPhrases(w)).toList());
        return left.isEmpty() ? "closure" : "\"" + left + "\"";
    }

    /** The name of a fact. */
    boolean inConditions(Node.Scalar name) {
        List<String> words = words(name);
        if (words.size() == 1 && Reserved.inPhrases(words.get(0))) {
            problems.error(
                    name,
                    "\"" + words.get(0) + "\" is a word of the language, so no fact is called that",
                    "Give it another name.");
            return false;
        }
        return alone(name, words) && wellFormed(name);
    }

    private boolean alone(Node.Scalar name, List<String> words) {
        if (!words.isEmpty() && Reserved.atTheBeginning(words.get(0))) {
            problems.error(
                    name,
                    "\"" + words.get(0) + "\" has a meaning of its own in conditions, so no name begins with it",
                    "");
            return false;
        }
        return true;
    }

    private static List<String> words(Node.Scalar name) {
        return List.of(Values.folded(name).toLowerCase(Locale.ROOT).split(" "));
    }

    boolean wellFormed(Node.Scalar name) {
        boolean good =
                NAME.matcher(Values.folded(name)).matches() && name.text().length() <= LONGEST;
        if (!good) {
            problems.error(
                    name,
                    "\"" + Values.folded(name) + "\" cannot be a name",
                    "A name has at most " + LONGEST
                            + " letters, digits, spaces and hyphens, and begins with a letter.");
        }
        return good;
    }

    /** The id of a rule or a schedule: one word. */
    boolean isId(Node.Scalar name) {
        boolean good = ID.matcher(name.text()).matches() && name.text().length() <= LONGEST;
        if (!good) {
            problems.error(
                    name,
                    "\"" + Values.folded(name) + "\" cannot be an id",
                    "Write letters, digits and hyphens, without spaces: referral-25");
        }
        return good;
    }
}
