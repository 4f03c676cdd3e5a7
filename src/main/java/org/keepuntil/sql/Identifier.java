package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
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

    /** Joins the row that has a foreign key, under its alias, to the row that it refers to, with the operators of the key. */
    public static String match(ForeignKey key, String from, String to) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < key.fromColumns().size(); i++) {
            pairs.add(
                    to + "." + quote(key.toColumns().get(i)) + " " + key.equal().get(i) + " " + from + "."
                            + quote(key.fromColumns().get(i)));
        }
        return String.join(" and ", pairs);
    }

    public static String of(String alias, Column column) {
        return alias + "." + quote(column.name());
    }
}
