package org.keepuntil.catalog;

import java.util.List;

/**
 * A foreign key constraint.
 *
 * @param from the object identifier of the table that refers
 * @param to the object identifier of the table that is referred to
 * @param equal for each pair of columns the operator by which the database compares them, the referred-to column on its left, fit for SQL
 */
public record ForeignKey(
        String name, long from, List<String> fromColumns, long to, List<String> toColumns, List<String> equal) {
    public ForeignKey {
        fromColumns = List.copyOf(fromColumns);
        toColumns = List.copyOf(toColumns);
        equal = List.copyOf(equal);
    }
}
