package org.keepuntil.catalog;

/**
 * A trigger that fires in ordinary sessions.
 *
 * @param table the object identifier of its table; of the whole table where it is one of a partition
 * @param definition as {@code pg_get_triggerdef} prints it
 * @param function the function that it calls, with its schema
 * @param source what that function does, and the functions that it calls
 */
public record Trigger(String name, long table, String definition, String function, String source) {}
