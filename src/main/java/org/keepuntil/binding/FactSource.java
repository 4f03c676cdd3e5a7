package org.keepuntil.binding;

import java.util.Optional;
import org.keepuntil.source.Place;

/** Where a fact is read. */
public sealed interface FactSource {
    /** The value of a column. */
    record Column(PathName path) implements FactSource {}

    /** True where a related row exists (that has the value in the column, if one is named), else false. */
    record AnyOf(TableName table, Optional<Equal> where, Place place) implements FactSource {}

    /** A column that equals a value. */
    record Equal(String column, String value) {}
}
