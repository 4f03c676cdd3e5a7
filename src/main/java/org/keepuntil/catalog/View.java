package org.keepuntil.catalog;

import java.util.Set;

/**
 * A view.
 *
 * @param materialized whether it holds copies of the rows that it was made from
 * @param reads the object identifiers of the tables that it reads, through other views too
 */
public record View(String schema, String name, boolean materialized, Set<Long> reads) {
    public View {
        reads = Set.copyOf(reads);
    }

    /** {@code schema.name}, for people. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
