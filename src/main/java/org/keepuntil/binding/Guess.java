package org.keepuntil.binding;

import java.util.List;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** What a foreign key looks like to somebody who does not know the application. */
record Guess(Catalog catalog) {
    /** Whether rows that refer by this key look as if they made no sense without the row that they refer to. */
    boolean belongs(ForeignKey key) {
        return key.traits().onDelete().equals("cascade") || notNull(key);
    }

    boolean notNull(ForeignKey key) {
        Table from = catalog.table(key.from());
        return key.fromColumns().stream()
                .allMatch(c -> from.column(c).orElseThrow().notNull());
    }

    /** Why it looks so. */
    String reason(ForeignKey key) {
        String nullable = notNull(key) ? "cannot be null" : "may be null";
        return nullable + (key.traits().onDelete().equals("cascade") ? ", and the database deletes along" : "");
    }

    /** A column of the key that no other key of the table has, if there is one: what names the key in a binding. */
    String naming(ForeignKey key) {
        List<ForeignKey> others = catalog.foreignKeysFrom(catalog.table(key.from())).stream()
                .filter(k -> !k.equals(key))
                .toList();
        return key.fromColumns().stream()
                .filter(c -> others.stream().noneMatch(k -> k.fromColumns().contains(c)))
                .findFirst()
                .orElse(key.fromColumns().get(0));
    }
}
