package org.keepuntil.schedule;

import java.util.Set;

/** The words of the language, in lower case, that names may not have. */
public final class Reserved {
    /** The words of the grammar of periods. */
    private static final Set<String> RESERVED = Set.of(
            "permanently",
            "until",
            "age",
            "of",
            "youngest",
            "eldest",
            "end",
            "calendar",
            "financial",
            "tax",
            "academic",
            "year",
            "years",
            "month",
            "months",
            "week",
            "weeks",
            "day",
            "days",
            "after",
            "beginning",
            "with",
            "birth",
            "death",
            "and",
            "or",
            "the",
            "a",
            "an",
            "their");

    private static final Set<String> BEGIN_A_LINE =
            Set.of("any", "birth", "death", "missing", "present", "not", "alive", "dead", "died");

    private Reserved() {}

    /** Whether no event or person bears the word, because phrases name them. */
    public static boolean inPhrases(String word) {
        return RESERVED.contains(word);
    }

    /** Whether no name begins with the word, because it has a meaning of its own in conditions. */
    public static boolean atTheBeginning(String word) {
        return BEGIN_A_LINE.contains(word);
    }
}
