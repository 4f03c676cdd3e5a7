package org.keepuntil.binding;

import java.util.List;
import org.keepuntil.catalog.Table;

/**
 * A table, or columns of one, that may belong to records although no foreign key says so.
 *
 * @param columns the columns that give rise to it; empty where the whole table does
 * @param of the table whose rows it may belong to; the table itself where it may hold data about people of its own
 * @param why what it looks like, after the name of the table or column
 */
public record Suspect(Kind kind, Table table, List<String> columns, Table of, String why) {
    public Suspect {
        columns = List.copyOf(columns);
    }

    /** What gives rise to it. */
    public enum Kind {
        /** Columns named like a key of the other table. */
        KEY,
        /** A column for the kind of thing referred to, and one for its key. */
        PAIR,
        /** A table named or built like another. */
        HISTORY,
        /** A table that a trigger of the other writes. */
        TRIGGER,
        /** Columns named like data about people. */
        PERSONAL;

        /** Whether it is a link: then what is said of the table in another respect does not answer it. */
        public boolean isLink() {
            return this == KEY || this == PAIR;
        }
    }

    /** {@code schema.table}, or with its column. */
    public String name() {
        return columns.isEmpty() ? table.toString() : table + "." + String.join(",", columns);
    }
}
