package org.keepuntil.audit.verify;

/**
 * A checkpoint that somebody kept elsewhere, to hold the log against.
 *
 * @param where its file, for a finding
 * @param note as it was written
 */
public record Kept(String where, String note) {}
