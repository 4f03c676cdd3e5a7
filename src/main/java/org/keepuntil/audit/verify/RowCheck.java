package org.keepuntil.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of a control table, held against an entry that says the same. */
public final class RowCheck {
    private final String where;
    private final List<String> other = new ArrayList<>();

    /**
     * @param table without its schema
     * @param row what the row is known by; no personal data
     */
    public RowCheck(String table, Object row) {
        this.where = where(table, row);
    }

    static String where(String table, Object row) {
        return "keepuntil." + table + ", row " + row;
    }

    /** Compares a part of both; {@code what} names it in words. */
    public RowCheck same(String what, @Nullable Object inRow, @Nullable Object inEntry) {
        if (!Objects.equals(inRow, inEntry)) {
            other.add(what);
        }
        return this;
    }

    /** What is wrong with the row, if anything is. */
    public Optional<Finding> against(long entry) {
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        where,
                        (other.size() == 1 ? "this is" : "these are") + " not what entry " + entry + " says: "
                                + String.join(", ", other)));
    }
}
