package org.keepuntil.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A foreign key constraint, or a link that the database does not know as one and that a binding declares.
 *
 * @param from the object identifier of the table that refers
 * @param to the object identifier of the table that is referred to
 * @param equal for each pair of columns the operator by which the database compares them, the referred-to column on its left, fit for SQL
 * @param declared what a binding says of the link; empty for a constraint
 */
public record ForeignKey(
        String name,
        long from,
        List<String> fromColumns,
        long to,
        List<String> toColumns,
        List<String> equal,
        Optional<Declared> declared) {
    public ForeignKey {
        fromColumns = List.copyOf(fromColumns);
        toColumns = List.copyOf(toColumns);
        equal = List.copyOf(equal);
    }

    /**
     * A link that nothing but a binding vouches for: the database neither keeps it whole nor locks by it.
     *
     * @param member the member of a {@code json} or {@code jsonb} column that holds the value
     * @param only the rows that it is a link of, of a column that serves several tables
     * @param asText for each pair of columns whose types differ, their types: they are compared as text
     */
    public record Declared(Optional<String> member, Optional<Only> only, List<Optional<Types>> asText) {
        public Declared {
            asText = List.copyOf(asText);
        }
    }

    /** The base types of two columns; {@code text} for the member of a {@code json} column. */
    public record Types(String from, String to) {}

    /** A column and the value, as text, that it has. */
    public record Only(String column, String value) {}

    /** Whether the database keeps the link: no row refers to one that is not there. */
    public boolean isConstraint() {
        return declared.isEmpty();
    }
}
