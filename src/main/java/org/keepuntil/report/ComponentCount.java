package org.keepuntil.report;

/**
 * What a disposal did to one table besides the record's own.
 *
 * @param removed rows that went
 * @param unlinked rows that stay, and whose link to the record was removed
 */
public record ComponentCount(String table, long removed, long unlinked) {}
