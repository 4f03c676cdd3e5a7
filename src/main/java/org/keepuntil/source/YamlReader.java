package org.keepuntil.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Composes nodes from the events of the YAML parser. The library's own composer resolves aliases and keeps no trace of
 * them, and nests as deep as the file says; here they are problems.
 */
final class YamlReader {
    private static final int DEEPEST = 40;

    private final String file;
    private final int[] characters;
    private final String text;
    private final Problems problems;

    YamlReader(String file, String text, Problems problems) {
        this.file = file;
        this.text = text;
        this.characters = text.codePoints().toArray();
        this.problems = problems;
    }

    Optional<Node> read() {
        if (new Tabs(file, problems).report(text)) {
            return Optional.empty();
        }
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            return document(new Parse(settings).parseString(text).iterator());
        } catch (TooDeep e) {
            problems.error(e.place, 1, "lists and maps are nested more than " + DEEPEST + " deep", "");
        } catch (MarkedYamlEngineException e) {
            Place place = place(e.getProblemMark().or(e::getContextMark));
            problems.error(place, 1, YamlMistakes.message(e), YamlMistakes.hint(e, lineAt(place)));
        } catch (ReaderException e) {
            problems.error(
                    placeOf(e.getPosition()),
                    1,
                    "a character that YAML does not allow (U+%04X)".formatted(e.getCodePoint()),
                    "Take it out.");
        } catch (YamlEngineException e) {
            problems.error(start(), 1, "the file is not YAML", "");
        }
        return Optional.empty();
    }

    private Optional<Node> document(Iterator<Event> events) {
        Node root = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                if (root != null) {
                    problems.error(place(event.getStartMark()), 3, "a second document starts here", "Make it a file.");
                    return Optional.empty();
                }
                root = node(events.next(), events, 0);
            }
        }
        if (root == null || (root instanceof Node.Scalar scalar && scalar.isEmpty())) {
            problems.error(start(), 1, "the file is empty", "");
            return Optional.empty();
        }
        return Optional.of(root);
    }

    private Node node(Event event, Iterator<Event> events, int depth) {
        Place place = place(event.getStartMark());
        if (depth > DEEPEST) {
            throw new TooDeep(place);
        }
        refuseReferences(event, place);
        if (event instanceof SequenceStartEvent) {
            return sequence(place, events, depth);
        }
        if (event instanceof MappingStartEvent) {
            return mapping(place, events, depth);
        }
        return event instanceof ScalarEvent scalar ? scalar(scalar, place) : Node.Scalar.of("", place);
    }

    private void refuseReferences(Event event, Place place) {
        if (event instanceof AliasEvent) {
            problems.error(place, 1, "an alias (*)", "Write the value itself, so that a reader sees it here.");
        } else if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
            problems.error(place, 1, "an anchor (&)", "Write the value itself in each place where it is meant.");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        if (tag.isPresent()) {
            problems.error(place, 1, "a tag (!)", "Leave it out.");
        }
    }

    private Node sequence(Place place, Iterator<Event> events, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, events, depth + 1));
        }
        return new Node.Sequence(items, place);
    }

    private Node mapping(Place place, Iterator<Event> events, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Node key = node(next, events, depth + 1);
            Node value = node(events.next(), events, depth + 1);
            if (key instanceof Node.Scalar name && acceptable(name, seen)) {
                entries.add(new Node.Entry(name, value));
            } else if (!(key instanceof Node.Scalar)) {
                problems.error(key, "a key is text, not " + key.kind(), "");
            }
        }
        return new Node.Mapping(entries, place);
    }

    private boolean acceptable(Node.Scalar key, Map<String, Place> seen) {
        if (key.text().equals("<<") && !key.quoted()) {
            problems.error(key, "a merge key (<<)", "Write the lines themselves, so that a reader sees them here.");
            return false;
        }
        Place first = seen.putIfAbsent(key.text(), key.place());
        if (first != null) {
            problems.error(key, "\"" + key.text() + "\" is here twice", "The first is on line " + first.line() + ".");
        }
        return first == null;
    }

    private Node scalar(ScalarEvent event, Place place) {
        int from = event.getStartMark().map(Mark::getIndex).orElse(0);
        int to = event.getEndMark().map(Mark::getIndex).orElse(from);
        int[] raw = Arrays.copyOfRange(characters, Math.min(from, characters.length), Math.min(to, characters.length));
        Layout layout = Layout.of(event.getValue(), raw, skip(event, raw), place);
        return new Node.Scalar(event.getValue(), !event.isPlain(), place, firstLine(raw), layout);
    }

    /** The opening quote, or the header line of a block. */
    private static int skip(ScalarEvent event, int[] raw) {
        if (event.isPlain()) {
            return 0;
        }
        return event.isLiteral() || event.isFolded() ? firstLine(raw) + 1 : 1;
    }

    private static int firstLine(int[] raw) {
        int end = 0;
        while (end < raw.length && raw[end] != '\n' && raw[end] != '\r') {
            end++;
        }
        return end;
    }

    private Place start() {
        return new Place(file, 1, 1);
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
                .orElse(start());
    }

    private Place placeOf(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, characters.length); i++) {
            boolean breaks = characters[i] == '\n';
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
        }
        return new Place(file, line, column);
    }

    private String lineAt(Place place) {
        String[] lines = text.split("\r\n|\r|\n", -1);
        return place.line() <= lines.length ? lines[place.line() - 1] : "";
    }

    /** Stops the descent into a file that no person wrote. */
    private static final class TooDeep extends RuntimeException {
        private final transient Place place;

        TooDeep(Place place) {
            super("nested too deep");
            this.place = place;
        }
    }
}
