package org.keepuntil.binding;

import java.util.Locale;

/** Names of tables and columns as people compare them: words in lower case, of one or of many. */
final class LikeNames {
    private LikeNames() {}

    /** {@code Support Ref}, {@code supportRef} and {@code support-ref} are {@code support_ref}. */
    static String words(String name) {
        return name.replaceAll("(\\p{Ll}|\\p{N})(\\p{Lu})", "$1_$2")
                .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
    }

    static String singular(String words) {
        if (words.endsWith("children")) {
            return words.substring(0, words.length() - 3);
        }
        if (words.endsWith("people")) {
            return words.substring(0, words.length() - 6) + "person";
        }
        if (words.endsWith("ies") && words.length() > 4) {
            return words.substring(0, words.length() - 3) + "y";
        }
        if (words.matches(".*(?:ss|x|ch|sh)es")) {
            return words.substring(0, words.length() - 2);
        }
        return words.endsWith("s") && !words.matches(".*(?:ss|us|is)") ? words.substring(0, words.length() - 1) : words;
    }
}
