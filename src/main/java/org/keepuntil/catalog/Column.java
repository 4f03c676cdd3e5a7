package org.keepuntil.catalog;

/**
 * A column.
 *
 * @param type the type as {@code format_type} prints it, without modifiers, fit for a cast: {@code bpchar}, not {@code character}, which would
 *     cut a value off after its first character
 * @param baseType the internal name of the type below any domain: {@code int8}, {@code timestamptz}, {@code date}
 */
public record Column(String name, String type, String baseType, boolean notNull, boolean generated) {}
