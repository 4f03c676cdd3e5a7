package org.keepuntil.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A foreign key constraint, or a link that the database does not know as one and that a binding declares.
 *
 * @param from the object identifier of the table that refers
 * @param to the object identifier of the table that is referred to
 * @param equal for each pair of columns the operator by which the database compares them, the referred-to column on its left, fit for SQL;
 *     before it that column's collation, where the two columns have different ones
 * @param declared what a binding says of the link; empty for a constraint
 * @param traits what the database makes of it
 */
public record ForeignKey(
        String name,
        long from,
        List<String> fromColumns,
        long to,
        List<String> toColumns,
        List<String> equal,
        Optional<Declared> declared,
        Traits traits) {
    public ForeignKey {
        fromColumns = List.copyOf(fromColumns);
        toColumns = List.copyOf(toColumns);
        equal = List.copyOf(equal);
    }

    /** A link of which the database makes nothing. */
    public ForeignKey(
            String name,
            long from,
            List<String> fromColumns,
            long to,
            List<String> toColumns,
            List<String> equal,
            Optional<Declared> declared) {
        this(name, from, fromColumns, to, toColumns, equal, declared, Traits.PLAIN);
    }

    /**
     * A link that nothing but a binding vouches for: the database neither keeps it whole nor locks by it.
     *
     * @param member the member of a {@code json} or {@code jsonb} column that holds the value
     * @param only the rows that it is a link of, of a column that serves several tables
     * @param asText for each pair of columns whose types differ, their types: they are compared as text
     */
    public record Declared(Optional<String> member, Optional<Only> only, List<Optional<Types>> asText) {
        public Declared {
            asText = List.copyOf(asText);
        }
    }

    /** The base types of two columns; {@code text} for the member of a {@code json} column. */
    public record Types(String from, String to) {}

    /** A column and the value, as text, that it has. */
    public record Only(String column, String value) {}

    /**
     * What the database makes of a foreign key.
     *
     * @param onDelete {@code no action}, {@code restrict}, {@code cascade}, {@code set null} or {@code set default}
     * @param validated whether the rows that were there before the key were looked at
     * @param enforced whether the database holds rows to it at all
     * @param full {@code MATCH FULL}: its columns are null together or not at all
     */
    public record Traits(String onDelete, boolean deferrable, boolean validated, boolean enforced, boolean full) {
        static final Traits PLAIN = new Traits("no action", false, true, true, false);

        /** In words, what is out of the ordinary; empty where nothing is. */
        public String words() {
            return (onDelete.equals("no action") ? "" : ", on delete " + onDelete)
                    + (deferrable ? ", deferrable" : "")
                    + (validated || !enforced ? "" : ", not valid")
                    + (enforced ? "" : ", not enforced")
                    + (full ? ", match full" : "");
        }
    }

    /**
     * Whether the database keeps the link: no row refers to one that is not there. A foreign key that is not enforced (PostgreSQL 18) is
     * a remark, and worth what a declared link is.
     */
    public boolean isConstraint() {
        return declared.isEmpty() && traits.enforced();
    }

    /** Whether it compares spans of time by what they have in common ({@code PERIOD}, PostgreSQL 18), and not each column for equality. */
    public boolean isTemporal() {
        return equal.stream().anyMatch(operator -> !operator.endsWith("=") && !operator.endsWith("=)"));
    }
}
