package org.keepuntil.catalog;

/**
 * A rule, in PostgreSQL's sense: what is done beside a statement on a table, or instead of it.
 *
 * @param table the object identifier of its table; of the whole table where it is one of a partition
 * @param event {@code select}, {@code update}, {@code insert} or {@code delete}
 * @param definition as {@code pg_get_ruledef} prints it
 */
public record RewriteRule(String name, long table, String event, boolean instead, String definition) {}
