package org.keepuntil.source;

/**
 * Where each character of a YAML text stands in the file. A text can span lines, be folded, or be written with quotes, so
 * its characters are looked up in the file one after the other; white space is not looked up.
 */
public final class Layout {
    private final Place start;
    private final int[] lines;
    private final int[] columns;

    private Layout(Place start, int size) {
        this.start = start;
        this.lines = new int[size];
        this.columns = new int[size];
    }

    static Layout oneLine(String text, Place start) {
        Layout layout = new Layout(start, text.length());
        for (int i = 0; i < text.length(); i++) {
            layout.lines[i] = start.line();
            layout.columns[i] = start.column() + text.codePointCount(0, i);
        }
        return layout;
    }

    /**
     * The layout of a text that was read from a file.
     *
     * @param raw the text as the file has it, from the start on, quotes and line breaks included
     * @param skip how much of it comes before the first character
     */
    static Layout of(String text, int[] raw, int skip, Place start) {
        Layout layout = new Layout(start, text.length());
        Walker walker = new Walker(raw, start);
        walker.forwardTo(skip);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (!Character.isWhitespace(character)) {
                walker.find(character);
            }
            layout.set(i, Character.charCount(character), walker);
            if (!Character.isWhitespace(character)) {
                walker.forwardTo(walker.position + 1);
            }
        }
        return layout;
    }

    private void set(int index, int count, Walker walker) {
        for (int i = index; i < index + count; i++) {
            lines[i] = walker.line;
            columns[i] = walker.column;
        }
    }

    Place placeAt(int index) {
        return index < 0 || index >= lines.length ? start : new Place(start.file(), lines[index], columns[index]);
    }

    /** Goes through the characters of a file and counts lines and columns. */
    private static final class Walker {
        private final int[] raw;
        private int position;
        private int line;
        private int column;

        Walker(int[] raw, Place start) {
            this.raw = raw;
            this.line = start.line();
            this.column = start.column();
        }

        void forwardTo(int target) {
            while (position < target && position < raw.length) {
                step();
            }
        }

        /** Moves to the next such character, or stays where there is none (an escape writes a character in other words). */
        void find(int character) {
            int ahead = position;
            while (ahead < raw.length && raw[ahead] != character) {
                ahead++;
            }
            if (ahead < raw.length) {
                forwardTo(ahead);
            }
        }

        private void step() {
            boolean breaks = raw[position] == '\n'
                    || (raw[position] == '\r' && !(position + 1 < raw.length && raw[position + 1] == '\n'));
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
            position++;
        }
    }
}
