package org.keepuntil.residue;

/**
 * A file of a relation.
 *
 * @param oid of the table, index or table of what is stored apart that it belongs to
 * @param index whether an index is in it
 * @param leftOver whether that is one that a REINDEX CONCURRENTLY left behind which was broken off
 * @param name with its schema, quoted
 * @param node the file's number on the disk: another one is another file
 */
record StoredFile(long oid, boolean index, boolean leftOver, String name, long node, long bytes) {
    /** Whether it belongs to what is stored apart (TOAST). */
    boolean apart() {
        return name.startsWith("pg_toast.");
    }
}
