package org.keepuntil.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts and lists as fields, and back. */
final class Escapes {
    private static final String ALWAYS = "%\u2028\u2029";
    private static final String IN_NAMES = ALWAYS + ",=";
    private static final Pattern ESCAPE = Pattern.compile("(?:%[0-9A-F]{2})+");

    private Escapes() {}

    /** A text as a field. */
    static String text(String text) {
        return escaped(text, ALWAYS);
    }

    /** Names with their values as a field; the map is one that {@link #sorted} has made. */
    static <V> String list(Map<String, V> values, Function<V, String> toText) {
        StringBuilder list = new StringBuilder();
        values.forEach((name, value) -> list.append(list.isEmpty() ? "" : ",")
                .append(escaped(name, IN_NAMES))
                .append('=')
                .append(toText.apply(value)));
        return list.toString();
    }

    /** A copy in the order of the names' code points, which is that of their UTF-8 bytes. */
    static <V> Map<String, V> sorted(Map<String, V> values) {
        if (values.containsKey("")) {
            throw new IllegalArgumentException("a name is empty");
        }
        if (values.size() < 2) {
            return Map.copyOf(values);
        }
        SortedMap<String, V> sorted = new TreeMap<>(Escapes::byCodePoints);
        sorted.putAll(values);
        return Collections.unmodifiableMap(sorted);
    }

    /** What {@link #text} was given. Escapes that it would not have written are found when the entry is encoded again. */
    static String plain(String field) {
        if (field.indexOf('%') < 0) {
            return field;
        }
        return ESCAPE.matcher(field).replaceAll(run -> Matcher.quoteReplacement(bytes(run.group())));
    }

    /** What {@link #list} was given. */
    static <V> Map<String, V> values(String field, Function<String, V> fromText) {
        Map<String, V> values = new HashMap<>();
        if (field.isEmpty()) {
            return values;
        }
        Arrays.stream(field.split(",", -1)).forEach(item -> {
            int equals = item.indexOf('=');
            if (equals < 1) {
                throw new MalformedEntryException("a list of an entry has an item without a name");
            }
            values.put(plain(item.substring(0, equals)), fromText.apply(item.substring(equals + 1)));
        });
        return values;
    }

    private static int byCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // a surrogate is half of a code point that is above all others
                boolean above = Character.isSurrogate(a);
                return above == Character.isSurrogate(b) ? Character.compare(a, b) : above ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static String escaped(String text, String special) {
        if (!hasEscaped(text, special)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isEscaped(c, special)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** A loop: every text of every entry comes here. */
    private static boolean hasEscaped(String text, String special) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text.charAt(i), special)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEscaped(int c, String special) {
        return Character.isISOControl(c) || special.indexOf(c) >= 0;
    }

    private static String bytes(String escapes) {
        return new String(HexFormat.of().parseHex(escapes.replace("%", "")), StandardCharsets.UTF_8);
    }
}
