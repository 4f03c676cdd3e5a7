package org.keepuntil.binding;

import java.util.Optional;
import org.keepuntil.source.Place;

/**
 * A column as a binding names it: {@code column} of the record's own table, or {@code table.column} or {@code
 * schema.table.column} of a table that foreign keys lead to.
 */
public record PathName(Optional<TableName> table, String column, Place place) {
    @Override
    public String toString() {
        return table.map(t -> t + ".").orElse("") + column;
    }
}
