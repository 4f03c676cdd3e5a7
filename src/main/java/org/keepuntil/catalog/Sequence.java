package org.keepuntil.catalog;

/** A sequence that numbers the rows of a table: whoever adds one has to be allowed to use it. */
public record Sequence(long oid, String schema, String name) {}
