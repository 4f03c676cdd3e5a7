package org.keepuntil.catalog;

import java.util.List;

/**
 * A foreign key constraint.
 *
 * @param from the object identifier of the table that refers
 * @param to the object identifier of the table that is referred to
 */
public record ForeignKey(String name, long from, List<String> fromColumns, long to, List<String> toColumns) {
    public ForeignKey {
        fromColumns = List.copyOf(fromColumns);
        toColumns = List.copyOf(toColumns);
    }
}
