package org.keepuntil.sql;

import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;

/** The only way for a name to get into SQL: quoted, always. */
public final class Identifier {
    private Identifier() {}

    public static String quote(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name has no NUL");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String of(Table table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    public static String of(String alias, Column column) {
        return alias + "." + quote(column.name());
    }
}
