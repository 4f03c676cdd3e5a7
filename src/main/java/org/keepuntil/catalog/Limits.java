package org.keepuntil.catalog;

/**
 * What stands in the way of another value in a column.
 *
 * @param notNull the column's domain takes no null, whatever the column says
 * @param checked a check or an exclusion of the table or of the column's domain looks at it
 * @param unique a unique index that is partial or on expressions looks at it
 * @param enumerated only the labels of an enumeration may be written
 * @param placesRow the value says in which partition the row lies
 * @param identity the database alone writes it
 * @param length the most characters of a text, 0 for no end
 */
public record Limits(
        boolean notNull,
        boolean checked,
        boolean unique,
        boolean enumerated,
        boolean placesRow,
        boolean identity,
        int length) {
    static final Limits NONE = new Limits(false, false, false, false, false, false, 0);
}
