package org.keepuntil.binding;

import java.util.List;
import java.util.Optional;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Finds tables and columns by the names of the binding, and says what is there instead where one is not found. */
final class Names {
    private final Catalog catalog;
    private final Problems problems;

    Names(Catalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** The table, if it can be found; says nothing where it can't. */
    Optional<Table> tableQuietly(TableName name, String preferredSchema) {
        return new Names(catalog, new Problems()).table(name, Optional.of(preferredSchema), new Place("", 1, 1));
    }

    /** The table; one without a schema is looked for in the preferred schema first, then must be the only one of its name. */
    Optional<Table> table(TableName name, Optional<String> preferredSchema, Place place) {
        List<Table> named = catalog.named(name.name()).stream()
                .filter(t -> name.schema().map(t.schema()::equals).orElse(true))
                .toList();
        if (named.size() > 1 && preferredSchema.isPresent()) {
            List<Table> preferred = named.stream()
                    .filter(t -> t.schema().equals(preferredSchema.get()))
                    .toList();
            named = preferred.isEmpty() ? named : preferred;
        }
        if (named.size() == 1) {
            return Optional.of(named.get(0));
        }
        if (named.isEmpty()) {
            problems.error(
                    place, name.toString().length(), "there is no table " + name + " in the database", tableHint(name));
        } else {
            problems.error(
                    place,
                    name.toString().length(),
                    "there are several tables named " + name,
                    "name the schema: "
                            + String.join(
                                    " or ", named.stream().map(Table::toString).toList()));
        }
        return Optional.empty();
    }

    private String tableHint(TableName name) {
        List<String> elsewhere =
                catalog.named(name.name()).stream().map(Table::toString).toList();
        if (!elsewhere.isEmpty()) {
            return "did you mean " + String.join(" or ", elsewhere) + "?";
        }
        List<String> all = catalog.tables().stream().map(Table::toString).toList();
        return all.isEmpty()
                ? "the database " + catalog.database() + " has no tables that this account can see"
                : Nearest.to(name.toString(), all)
                        .map(t -> "did you mean " + t + "?")
                        .orElse("the database has " + all.size() + " tables, " + all.get(0) + " among them");
    }

    /** The column of a table. */
    Optional<Column> column(Table table, String name, Place place) {
        Optional<Column> column = table.column(name);
        if (column.isEmpty()) {
            List<String> names = table.columns().stream().map(Column::name).toList();
            problems.error(
                    place,
                    name.length(),
                    "table " + table + " has no column " + name,
                    Nearest.to(name, names)
                            .map(n -> "did you mean " + n + "?")
                            .orElse("its columns are " + String.join(", ", names)));
        }
        return column;
    }
}
