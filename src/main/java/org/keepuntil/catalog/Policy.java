package org.keepuntil.catalog;

/**
 * A policy of row-level security.
 *
 * @param table the object identifier of its table
 * @param definition whom it binds, in what, and its conditions
 */
public record Policy(String name, long table, String definition) {}
