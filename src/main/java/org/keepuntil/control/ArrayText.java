package org.keepuntil.control;

import java.util.List;

/** A key as the text of an array of PostgreSQL: an array of keys of several parts could not be told from a longer one. */
public final class ArrayText {
    private ArrayText() {}

    public static String of(List<String> parts) {
        return ofNullable(parts);
    }

    /** The same of parts that may be null. */
    static String ofNullable(List<?> parts) {
        StringBuilder text = new StringBuilder("{");
        for (Object part : parts) {
            text.append(text.length() == 1 ? "" : ",");
            if (part == null) {
                text.append("null");
            } else {
                text.append('"')
                        .append(part.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return text.append('}').toString();
    }
}
