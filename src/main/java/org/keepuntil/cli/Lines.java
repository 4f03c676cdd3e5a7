package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines for a column of a given width. */
final class Lines {
    private Lines() {}

    /** Breaks at spaces; a word longer than the room stays whole. */
    static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && length(line) + 1 + length(word) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Characters as a reader counts them, near enough. */
    static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
