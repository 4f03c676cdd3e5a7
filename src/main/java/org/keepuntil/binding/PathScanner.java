package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;

/**
 * Reads names of tables and columns from a text, from left to right. A name is a word, or anything in double quotes (a
 * double quote within is doubled); names are taken as they are written, capitals too.
 */
final class PathScanner {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\"");
    private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')+)'");
    private static final Pattern SPACE = Pattern.compile("\\s*");
    private static final int MOST_PARTS = 3;

    private final Node.Scalar scalar;
    private final String text;
    private int at;

    PathScanner(Node.Scalar scalar) {
        this.scalar = scalar;
        this.text = scalar.text();
        accept(SPACE);
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** Takes the words, whatever their case, if they come next and something other than a letter follows. */
    boolean acceptWords(String... words) {
        String pattern = "(?i)" + String.join("\\s+", words) + "(?![\\p{L}\\p{N}_$.])\\s*";
        return accept(Pattern.compile(pattern));
    }

    /** Takes a sign, and the space after it. */
    boolean acceptSign(char sign) {
        return accept(Pattern.compile(Pattern.quote(String.valueOf(sign)) + "\\s*"));
    }

    /** Takes these signs, and the space after them. */
    boolean acceptText(String signs) {
        return accept(Pattern.compile(Pattern.quote(signs) + "\\s*"));
    }

    /** A text in single quotes, doubled within. */
    Optional<String> quoted() {
        Matcher matcher = QUOTED.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        accept(SPACE);
        return Optional.of(matcher.group(1).replace("''", "'"));
    }

    private boolean accept(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }

    Place place() {
        return scalar.placeAt(Math.min(at, text.length() - 1));
    }

    String rest() {
        return text.substring(Math.min(at, text.length())).strip();
    }

    /** One name; empty where none comes next. */
    Optional<String> name() {
        Optional<String> name = nameOnly();
        accept(SPACE);
        return name;
    }

    private Optional<String> nameOnly() {
        Matcher matcher = NAME.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        String name = matcher.group();
        return Optional.of(
                name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
    }

    /** One to three names with dots between; empty where none comes next, or more. */
    Optional<List<String>> names() {
        List<String> parts = new ArrayList<>();
        do {
            Optional<String> part = nameOnly();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        } while (accept(Pattern.compile("\\.")));
        accept(SPACE);
        return parts.size() <= MOST_PARTS ? Optional.of(parts) : Optional.empty();
    }

    /** {@code column}, {@code table.column} or {@code schema.table.column}. */
    Optional<PathName> path() {
        Place start = place();
        return names().map(parts -> {
            int last = parts.size() - 1;
            return new PathName(table(parts.subList(0, last)), parts.get(last), start);
        });
    }

    /** A table, and one of its columns or several. */
    record Columns(TableName table, List<String> names) {}

    /** {@code table.column}, {@code table.(column, column)}, or the same with a schema. */
    Optional<Columns> columns() {
        List<String> parts = new ArrayList<>();
        do {
            if (acceptSign('(')) {
                return several().flatMap(names -> of(parts, names));
            }
            Optional<String> part = nameOnly();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        } while (accept(Pattern.compile("\\.")));
        accept(SPACE);
        int last = parts.size() - 1;
        return of(parts.subList(0, last), parts.subList(last, parts.size()));
    }

    private static Optional<Columns> of(List<String> table, List<String> names) {
        return table.size() < MOST_PARTS ? table(table).map(t -> new Columns(t, names)) : Optional.empty();
    }

    /** Names with commas between, up to a closing bracket. */
    private Optional<List<String>> several() {
        List<String> names = new ArrayList<>();
        do {
            Optional<String> name = name();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        } while (acceptSign(','));
        return acceptSign(')') ? Optional.of(names) : Optional.empty();
    }

    /** {@code table} or {@code schema.table}. */
    Optional<TableName> table() {
        return names().filter(parts -> parts.size() < MOST_PARTS).flatMap(PathScanner::table);
    }

    private static Optional<TableName> table(List<String> parts) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> schema = parts.size() == 2 ? Optional.of(parts.get(0)) : Optional.empty();
        return Optional.of(new TableName(schema, parts.get(parts.size() - 1)));
    }
}
