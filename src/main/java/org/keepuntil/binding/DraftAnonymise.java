package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;

/** A guess at what would be left of each column if the records were anonymised, as comments. */
record DraftAnonymise(Catalog catalog, Table record, Collection<Table> components) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "    # Only for a rule with `then: anonymise`. Look at each column: what is kept can tell who somebody was.");
        lines.add("    # anonymise:");
        lines.add(line(record));
        components.forEach(table -> lines.add(line(table)));
        return lines;
    }

    private String line(Table table) {
        return "    #   " + Written.table(table) + ": "
                + table.columns().stream()
                        .map(c -> Written.column(c.name()) + ": " + of(table, c))
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private String of(Table table, Column column) {
        String words = LikeNames.words(column.name());
        boolean foreign = catalog.foreignKeysFrom(table).stream()
                .anyMatch(k -> k.fromColumns().contains(column.name()));
        if (foreign || column.generated() || table.primaryKey().contains(column.name())) {
            return "keep";
        }
        if (table.uniqueKeys().stream().anyMatch(k -> k.contains(column.name()))) {
            return Likeness.isText(column) ? "token" : "keep";
        }
        if (words.matches("(?:.*_)?(?:postcode|post_code|zip|zip_code)")) {
            return "outward";
        }
        if (DraftTables.isDate(column)) {
            return DraftClass.isOfLife(column) ? "year" : "month";
        }
        return column.baseType().equals("bool") || column.enumerated() ? "keep" : "remove";
    }
}
