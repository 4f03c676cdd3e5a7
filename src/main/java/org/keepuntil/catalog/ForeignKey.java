package org.keepuntil.catalog;

import java.util.List;

/**
 * A foreign key constraint.
 *
 * @param from the object identifier of the table that refers
 * @param to the object identifier of the table that is referred to
 * @param equal for each pair of columns the operator by which the database compares them, the referred-to column on its left, fit for SQL
 * @param traits what the database makes of it
 */
public record ForeignKey(
        String name, long from, List<String> fromColumns, long to, List<String> toColumns, List<String> equal, Traits traits) {
    public ForeignKey {
        fromColumns = List.copyOf(fromColumns);
        toColumns = List.copyOf(toColumns);
        equal = List.copyOf(equal);
    }

    /**
     * What the database makes of a foreign key.
     *
     * @param onDelete {@code no action}, {@code restrict}, {@code cascade}, {@code set null} or {@code set default}
     * @param validated whether the rows that were there before the key were looked at
     * @param enforced whether the database holds rows to it at all
     */
    public record Traits(String onDelete, boolean deferrable, boolean validated, boolean enforced) {
        /** In words, what is out of the ordinary; empty where nothing is. */
        public String words() {
            StringBuilder words = new StringBuilder();
            words.append(onDelete.equals("no action") ? "" : ", on delete " + onDelete);
            words.append(deferrable ? ", deferrable" : "");
            words.append(validated || !enforced ? "" : ", not valid");
            words.append(enforced ? "" : ", not enforced");
            return words.toString();
        }
    }
}
