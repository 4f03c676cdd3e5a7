package org.keepuntil.sql;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;

/**
 * A table of which each row is a person, for whoever says so: any within reach of a record will do.
 *
 * @param key the columns by which a row is known; none where the table has no primary key and is no class of records
 */
public record PersonTable(Table table, List<Column> key) {
    public PersonTable {
        key = List.copyOf(key);
    }

    /** The tables whose rows can figure in records of these classes. */
    public static List<PersonTable> within(Collection<Layout> layouts) {
        Set<Table> tables = new LinkedHashSet<>();
        for (Layout layout : layouts) {
            tables.addAll(layout.tables());
            tables.addAll(layout.leads().values());
            FigureSql.peoplePaths(layout)
                    .forEach(steps -> steps.stream().map(Step::to).forEach(tables::add));
        }
        return tables.stream()
                .map(table -> new PersonTable(table, key(table, layouts)))
                .toList();
    }

    private static List<Column> key(Table table, Collection<Layout> layouts) {
        if (!table.primaryKey().isEmpty()) {
            return table.primaryKey().stream()
                    .map(name -> table.column(name).orElseThrow())
                    .toList();
        }
        return layouts.stream()
                .filter(layout -> layout.root().equals(table))
                .map(Layout::key)
                .findFirst()
                .orElse(List.of());
    }

    /** The columns that it takes to find the records of a class in which persons figure, by table. */
    public Map<Table, Set<String>> reads(Layout layout) {
        return new FigureSql(layout, this).reads();
    }

    /** {@code schema.table}, for people, and for what is recorded of it. */
    public String name() {
        return table.toString();
    }

    /** The key of a row under an alias as an array of text. */
    public Sql key(String alias) {
        return KeySql.text(alias, key);
    }

    /** Joins a row of the table, under its alias, to an array of text that holds its key. */
    public Sql keyIs(String alias, String array) {
        return KeySql.is(alias, key, array);
    }
}
