package org.keepuntil.binding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Table;

/** Names of tables and columns as people compare them: words in lower case, one and many, without a prefix that many tables share. */
final class LikeNames {
    private static final int SHORTEST = 3;
    private static final int SHARED_BY = 3;
    private static final Set<String> PREFIXES = Set.of("tbl", "t", "app", "core", "dbo", "public");

    private LikeNames() {}

    /** {@code Support Ref}, {@code supportRef} and {@code support-ref} are {@code support_ref}. */
    static String words(String name) {
        return name.replaceAll("(\\p{Ll}|\\p{N})(\\p{Lu})", "$1_$2")
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
        return words.endsWith("s") && !words.matches(".*(?:ss|us|is)")
                ? words.substring(0, words.length() - 1)
                : words;
    }

    /** What a column or another table may call the table. */
    static Set<String> of(Table table, Catalog catalog) {
        String words = words(table.name());
        Set<String> forms = new LinkedHashSet<>(List.of(words, singular(words)));
        int end = words.indexOf('_');
        if (end > 0 && isPrefix(words.substring(0, end), table, catalog)) {
            String rest = words.substring(end + 1);
            forms.addAll(List.of(rest, singular(rest)));
        }
        forms.removeIf(form -> form.length() < SHORTEST);
        return forms;
    }

    private static boolean isPrefix(String prefix, Table table, Catalog catalog) {
        return PREFIXES.contains(prefix)
                || catalog.tables().stream()
                                .filter(t -> t.schema().equals(table.schema()))
                                .filter(t -> words(t.name()).startsWith(prefix + "_"))
                                .count()
                        >= SHARED_BY;
    }
}
