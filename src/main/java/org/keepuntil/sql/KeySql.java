package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keepuntil.catalog.Column;

/** Keys of rows as arrays of text, which is how all that is recorded of a record or a person knows them. */
final class KeySql {
    /** Types of which each value has one text. */
    private static final Set<String> ONE_TEXT =
            Set.of("int2", "int4", "int8", "text", "varchar", "uuid", "date", "bool");

    private KeySql() {}

    /** The key of the row under an alias as an array of text. */
    static Sql text(String alias, List<Column> key) {
        return Sql.of("array["
                + String.join(", ", key.stream().map(c -> text(alias, c)).toList())
                + "]");
    }

    /** A column as text; keys are compared as exactly as text can be, and texts of different collations could not be compared at all. */
    private static String text(String alias, Column column) {
        return Identifier.of(alias, column) + "::text" + (plain(column) ? "" : " collate \"default\"");
    }

    /** Whether the column is compared by PostgreSQL's own equality, and the collation of the database. */
    private static boolean plain(Column column) {
        return column.equal().equals("=");
    }

    /** Joins the row under an alias to an array of text that holds its key. */
    static Sql is(String alias, List<Column> key, String array) {
        List<Sql> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            Column column = key.get(i);
            equal.add(Sql.of(Identifier.of(alias, column) + " " + column.equal() + " " + array + "[" + (i + 1) + "]::"
                    + column.type()));
        }
        return Sql.and(equal);
    }

    /** Whether two keys are the same where their texts are, and only there. */
    static boolean hasOneText(List<Column> key) {
        return key.stream().allMatch(c -> ONE_TEXT.contains(c.baseType()) && plain(c));
    }
}
