package org.keepuntil.residue;

import java.util.stream.Stream;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Table;

/** Where the server keeps large objects: all of a database in one table, which is a catalog. */
final class LargeObjectTables {
    static final String CATALOG = "pg_catalog.pg_largeobject";

    private LargeObjectTables() {}

    /** The tables of the record whose rows name large objects. */
    static Stream<Table> of(Layout layout) {
        return layout.files().stream()
                .filter(file -> file.directory().isEmpty())
                .map(Layout.FileColumn::table);
    }
}
