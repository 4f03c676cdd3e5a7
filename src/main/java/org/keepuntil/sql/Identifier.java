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

    /** A text as a constant, where nothing can be bound: in the condition of a join. */
    static String constant(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text has no NUL");
        }
        // with backslashes doubled in an escape string it means the same whatever standard_conforming_strings says
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Joins the row that has a foreign key, under its alias, to the row that it refers to, with the operators of the key. */
    public static String match(ForeignKey key, String from, String to) {
        List<String> pairs = new ArrayList<>();
        boolean asText = key.declared().map(ForeignKey.Declared::asText).orElse(false);
        for (int i = 0; i < key.fromColumns().size(); i++) {
            String referred = to + "." + quote(key.toColumns().get(i)) + (asText ? "::text" : "");
            pairs.add(referred + " " + key.equal().get(i) + " " + value(key, i, from, asText));
        }
        key.declared()
                .flatMap(ForeignKey.Declared::only)
                .ifPresent(only -> pairs.add(from + "." + quote(only.column()) + "::text = " + constant(only.value())));
        return String.join(" and ", pairs);
    }

    private static String value(ForeignKey key, int column, String alias, boolean asText) {
        String name = alias + "." + quote(key.fromColumns().get(column));
        return key.declared()
                .flatMap(ForeignKey.Declared::member)
                .map(member -> "(" + name + " ->> " + constant(member) + ")")
                .orElse(name + (asText ? "::text" : ""));
    }

    public static String of(String alias, Column column) {
        return alias + "." + quote(column.name());
    }
}
