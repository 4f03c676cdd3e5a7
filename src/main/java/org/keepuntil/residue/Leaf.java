package org.keepuntil.residue;

import java.util.List;
import java.util.Map;

/**
 * A relation that has rows of its own: a table, a partition, a child or a materialized view.
 *
 * @param name with its schema, quoted
 * @param remote whether its rows are on another server
 * @param owned whether the account may do as its owner does
 * @param maintained whether the account may rewrite it
 * @param reachable whether the account may use its schema
 * @param owner quoted
 * @param bytes of all its files
 */
record Leaf(
        long oid,
        String schema,
        String table,
        String name,
        boolean remote,
        boolean owned,
        boolean maintained,
        boolean reachable,
        String owner,
        long bytes,
        List<StoredFile> files) {
    private static final String OWN = "keepuntil";

    /** Whether it belongs to Keepuntil itself. */
    boolean isOwn() {
        return schema.equals(OWN);
    }

    /** Whether it belongs to the server itself. */
    boolean isCatalog() {
        return schema.equals("pg_catalog");
    }

    /** The indexes of its own that a REINDEX CONCURRENTLY left behind. */
    List<StoredFile> leftOvers() {
        return files.stream().filter(file -> file.leftOver() && !file.apart()).toList();
    }

    /** Those of its files that are still those of then and are not empty. */
    List<StoredFile> old(Map<Long, Long> then) {
        // what is left over apart has numbers of pieces in it and no values, and only a superuser may drop it
        return files.stream()
                .filter(file -> !(file.leftOver() && file.apart()))
                .filter(file -> Long.valueOf(file.node()).equals(then.get(file.oid())))
                .filter(file -> file.bytes() > 0)
                .toList();
    }

    /** Whether all of it that is still to be rewritten are indexes. */
    static boolean onlyIndexes(List<StoredFile> old) {
        return old.stream().allMatch(StoredFile::index);
    }
}
