package org.keepuntil.binding;

import java.util.Optional;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Reads the names of tables and columns of a binding, and reports those that are none. */
record Paths(Problems problems) {
    private static final String QUOTING =
            "A name with spaces or signs stands in double quotes, and the whole in single ones: '\"my table\".\"my column\"'";

    Optional<TableName> table(Node.Scalar scalar) {
        PathScanner scanner = new PathScanner(scalar);
        Optional<TableName> table = scanner.table().filter(t -> scanner.atEnd());
        if (table.isEmpty()) {
            problems.error(scalar, "\"" + scalar.text() + "\" is not table or schema.table", QUOTING);
        }
        return table;
    }

    Optional<String> column(Node.Scalar scalar) {
        PathScanner scanner = new PathScanner(scalar);
        Optional<String> column = scanner.name().filter(c -> scanner.atEnd());
        if (column.isEmpty()) {
            problems.error(scalar, "\"" + scalar.text() + "\" is not a column of the record's own table", QUOTING);
        }
        return column;
    }

    Optional<PathName> path(Node.Scalar scalar) {
        PathScanner scanner = new PathScanner(scalar);
        Optional<PathName> path = scanner.path().filter(p -> scanner.atEnd());
        if (path.isEmpty()) {
            notAPath(scalar);
        }
        return path;
    }

    /** A column together with its table. */
    Optional<PathName> pathWithTable(Node.Scalar scalar) {
        Optional<PathName> path = path(scalar);
        if (path.isPresent() && path.get().table().isEmpty()) {
            problems.error(
                    scalar, "\"" + scalar.text() + "\" names no table", "Write table.column: invoice.referral_id");
            return Optional.empty();
        }
        return path;
    }

    void notAPath(Node.Scalar scalar) {
        problems.error(scalar, "\"" + scalar.text() + "\" is not column, table.column or schema.table.column", QUOTING);
    }
}
