package org.keepuntil.docket;

import org.keepuntil.binding.RecordKey;

/** A key as the text of an array of PostgreSQL: an array of keys of several parts could not be told from a longer one. */
final class ArrayText {
    private ArrayText() {}

    static String of(RecordKey key) {
        StringBuilder text = new StringBuilder("{");
        for (String part : key.parts()) {
            text.append(text.length() == 1 ? "\"" : ",\"")
                    .append(part.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return text.append('}').toString();
    }
}
