package org.keepuntil.sql;

import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
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

    /** A text as a constant, where nothing can be bound: in the condition of a join. */
    public static String constant(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text has no NUL");
        }
        // with backslashes doubled in an escape string it means the same whatever standard_conforming_strings says
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Joins the row that has a foreign key, under its alias, to the row that it refers to, with the operators of the key. */
    public static String match(ForeignKey key, String from, String to) {
        return LinkMatch.of(key, from, to);
    }

    /** Whether a row, under its alias, refers to anything by the key. */
    public static String refers(ForeignKey key, String from) {
        return LinkMatch.refers(key, from);
    }

    public static String of(String alias, Column column) {
        return alias + "." + quote(column.name());
    }
}
