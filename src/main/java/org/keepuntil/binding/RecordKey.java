package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * The key of a record: the text of each of its columns, as the database writes it.
 *
 * @param parts one for each column of the key
 */
public record RecordKey(List<String> parts) {
    public RecordKey {
        parts = List.copyOf(parts);
    }

    public static RecordKey of(String... parts) {
        return new RecordKey(List.of(parts));
    }

    /**
     * A key as a person writes it: the parts with {@code /} between them; a slash or backslash of a part's own has a backslash before
     * it. A key of one column is taken as it is.
     */
    public static RecordKey parse(String text, int columns) {
        if (columns == 1) {
            return of(text);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == '/') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return new RecordKey(parts);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return String.join(
                "/",
                parts.stream()
                        .map(p -> p.replace("\\", "\\\\").replace("/", "\\/"))
                        .toList());
    }
}
