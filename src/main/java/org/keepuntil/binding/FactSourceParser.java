package org.keepuntil.binding;

import java.util.Optional;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads where a fact comes from: a path, or {@code any of table where column = value}. */
record FactSourceParser(Problems problems) {
    private static final String EXAMPLE = "Write for example: any of care_episode where kind = 'section 20'";

    Optional<FactSource> parse(Node node) {
        return Values.scalar(node, "a fact", problems).flatMap(this::source);
    }

    private Optional<FactSource> source(Node.Scalar scalar) {
        PathScanner scanner = new PathScanner(scalar);
        if (!scanner.acceptWords("any", "of")) {
            return new Paths(problems).path(scalar).map(FactSource.Column::new);
        }
        Place place = scanner.place();
        Optional<TableName> table = scanner.table();
        if (table.isPresent() && scanner.atEnd()) {
            return Optional.of(new FactSource.AnyOf(table.get(), Optional.empty(), place));
        }
        Optional<FactSource.Equal> equal = scanner.acceptWords("where") ? equal(scanner) : Optional.empty();
        if (table.isEmpty() || equal.isEmpty()) {
            problems.error(scalar, "\"" + scalar.text() + "\" is not: any of table where column = value", EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(new FactSource.AnyOf(table.get(), equal, place));
    }

    /** What follows {@code where}; the value stands in single quotes (doubled within) or is one word or number. */
    static Optional<FactSource.Equal> equal(PathScanner scanner) {
        Optional<String> column = scanner.name();
        if (column.isEmpty() || !scanner.acceptSign('=')) {
            return Optional.empty();
        }
        String value = scanner.rest();
        if (value.matches("'(?:[^']|'')*'")) {
            String inside = value.substring(1, value.length() - 1).replace("''", "'");
            return Optional.of(new FactSource.Equal(column.get(), inside));
        }
        return value.matches("[\\p{L}\\p{N}_.+-]+")
                ? Optional.of(new FactSource.Equal(column.get(), value))
                : Optional.empty();
    }
}
