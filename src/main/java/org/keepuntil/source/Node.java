package org.keepuntil.source;

import java.util.List;
import java.util.Optional;

/** A value in a YAML file, with its place. */
public sealed interface Node {
    Place place();

    /** How many characters of the first line it takes. */
    int length();

    /** What a person would call it: {@code a list}. */
    String kind();

    /** Text. Numbers, dates and truth values stay text. */
    record Scalar(String text, boolean quoted, Place place, int length, Layout layout) implements Node {
        /** Text on one line that starts at the place. */
        public static Scalar of(String text, Place place) {
            return new Scalar(text, false, place, text.length(), Layout.oneLine(text, place));
        }

        /** The place of one character of the text. */
        public Place placeAt(int index) {
            return layout.placeAt(index);
        }

        /** Whether the file gives no value. */
        public boolean isEmpty() {
            return text.isBlank() || (!quoted && (text.equals("~") || text.equals("null")));
        }

        @Override
        public String kind() {
            return isEmpty() ? "nothing" : "text";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Place place) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map, in the order of the file. Of entries with the same key only the first is here. */
    record Mapping(List<Entry> entries, Place place) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key().text().equals(key)).findFirst();
        }

        @Override
        public int length() {
            return entries.isEmpty() ? 1 : entries.get(0).key().length();
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /** A line of a map. */
    record Entry(Scalar key, Node value) {}
}
