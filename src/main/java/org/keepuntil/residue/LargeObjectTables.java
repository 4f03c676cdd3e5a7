package org.keepuntil.residue;

import org.keepuntil.binding.Layout;

/** Where the server keeps large objects: all of a database in one table, which is a catalog. */
final class LargeObjectTables {
    static final String CATALOG = "pg_catalog.pg_largeobject";

    private LargeObjectTables() {}

    /** Whether large objects go with records of the class. */
    static boolean of(Layout layout) {
        return layout.files().stream().anyMatch(file -> file.directory().isEmpty());
    }
}
