package org.keepuntil.catalog;

/**
 * A column.
 *
 * @param type the type as {@code format_type} prints it, without modifiers, fit for a cast: {@code bpchar}, not {@code character}, which would
 *     cut a value off after its first character
 * @param baseType the internal name of the type below any domain: {@code int8}, {@code timestamptz}, {@code date}
 * @param identity whether the database numbers it by itself (an identity column)
 * @param enumerated whether the type below any domain is an enumeration
 * @param equal the type's own equality, fit for SQL: qualified where it is not PostgreSQL's own, for no search path leads to it and
 *     {@code citext} would be compared as {@code text}. Qualified too where the column has a collation of its own, by which two texts
 *     may be equal
 */
public record Column(
        String name,
        String type,
        String baseType,
        boolean notNull,
        boolean generated,
        boolean identity,
        boolean enumerated,
        String equal) {}
