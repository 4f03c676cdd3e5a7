package org.keepuntil.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers in English words, cardinal and ordinal, up to a hundred: {@code twenty-five}, {@code seventy-fifth}. */
final class Numbers {
    private static final List<String> SMALL = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> SMALL_ORDINALS = List.of(
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, Integer> VALUES = values();

    private Numbers() {}

    private static Map<String, Integer> values() {
        Map<String, Integer> values = new HashMap<>(Map.of("hundred", 100, "hundredth", 100));
        for (int i = 0; i < SMALL.size(); i++) {
            values.put(SMALL.get(i), i);
            values.put(SMALL_ORDINALS.get(i), i);
        }
        for (int ten = 0; ten < TENS.size(); ten++) {
            int value = 20 + 10 * ten;
            String word = TENS.get(ten);
            values.put(word, value);
            values.put(word.substring(0, word.length() - 1) + "ieth", value);
            for (int one = 1; one <= 9; one++) {
                values.put(word + "-" + SMALL.get(one), value + one);
                values.put(word + "-" + SMALL_ORDINALS.get(one), value + one);
            }
        }
        return Map.copyOf(values);
    }

    /** The number that digits or a word in small letters name. */
    static Optional<Integer> read(String text) {
        return Character.isDigit(text.charAt(0)) ? Optional.of(Integer.valueOf(text)) : of(text);
    }

    /** The number that a word in small letters names. */
    static Optional<Integer> of(String word) {
        return Optional.ofNullable(VALUES.get(word));
    }
}
