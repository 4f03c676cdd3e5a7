package org.keepuntil.audit;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Values by which somebody may ask for a record that is gone: a surname and a day of birth, say. What is written differently and means the
 * same is the same: upper and lower case, wide and narrow letters, composed and decomposed ones, spaces around and between.
 *
 * @param values by the name of the column that they were read from, in the order of the names
 */
public record FindToken(SortedMap<String, String> values) {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    public FindToken {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing to find a record by");
        }
    }

    /** The token of values as they are in a record, or as somebody types them; days as in ISO 8601. */
    public static FindToken of(Map<String, String> values) {
        SortedMap<String, String> same = new TreeMap<>();
        values.forEach((name, value) -> same.put(name, normal(value)));
        return new FindToken(same);
    }

    /** What the values are called, as the log has it. */
    public String names() {
        return String.join(",", values.keySet());
    }

    /** The token of a class's record. */
    public String of(TokenKey key, String recordClass) {
        List<String> texts = new ArrayList<>();
        values.forEach((name, value) -> texts.addAll(List.of(name, value)));
        return key.found(recordClass, texts);
    }

    /** Whether nothing of a value is left. */
    public boolean hasBlank() {
        return values.containsValue("");
    }

    /** NFKC, folded; upper case first, because several lower-case letters have the same, as both sigmas. */
    static String normal(String value) {
        String compatible = Normalizer.normalize(value, Normalizer.Form.NFKC);
        String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return SPACE.matcher(Normalizer.normalize(folded, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
    }

    /** Says what it is made of, never from what. */
    @Override
    public String toString() {
        return "values of " + names();
    }
}
