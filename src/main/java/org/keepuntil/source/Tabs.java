package org.keepuntil.source;

/** Finds tabs that indent a line: YAML takes none, and its own message for them helps nobody. */
record Tabs(String file, Problems problems) {
    /** Whether there was any. */
    boolean report(String text) {
        boolean found = false;
        String[] lines = text.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int tab = lines[i].indexOf('\t');
            boolean indents = tab >= 0
                    && !lines[i].isBlank()
                    && lines[i].substring(0, tab).isBlank();
            if (indents) {
                problems.error(new Place(file, i + 1, tab + 1), 1, "a tab", "Indent with spaces.");
                found = true;
            }
        }
        return found;
    }
}
