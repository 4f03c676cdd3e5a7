package org.keepuntil.binding;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** What bindings say of tables and columns to which no foreign key leads: that they are unrelated, or how they are linked. */
final class Declarations {
    /** A column with its table. */
    private record Member(Table table, String column) {}

    private final Names names;
    private final Names quietly;
    private final Set<Table> tables = new HashSet<>();
    private final Set<Member> columns = new HashSet<>();
    private final Set<Member> linked = new HashSet<>();

    private Declarations(Catalog catalog, Problems problems) {
        this.names = new Names(catalog, problems);
        this.quietly = new Names(catalog, new Problems());
    }

    /** Those of all bindings of a database. A name that is not there is a problem: what it was meant to answer is not answered. */
    static Declarations of(List<Binding> bindings, Catalog catalog, Problems problems) {
        Declarations declarations = new Declarations(catalog, problems);
        for (Binding binding : bindings) {
            Optional<String> schema = binding.records().stream()
                    .flatMap(c -> declarations.quietly.table(c.table(), Optional.empty(), c.place()).stream())
                    .map(Table::schema)
                    .findFirst();
            binding.unrelated().forEach(u -> declarations.unrelated(u.name(), schema));
            binding.records().forEach(c -> c.links().forEach(link -> declarations.link(link, schema)));
        }
        return declarations;
    }

    private void unrelated(PathName name, Optional<String> schema) {
        TableName whole = new TableName(name.table().map(TableName::name), name.column());
        boolean mayBeTable =
                name.table().isEmpty() || name.table().get().schema().isEmpty();
        Optional<Table> table = mayBeTable ? quietly.table(whole, schema, name.place()) : Optional.empty();
        if (table.isPresent()) {
            tables.add(table.get());
        } else if (name.table().isPresent()
                && quietly.table(name.table().get(), schema, name.place()).isPresent()) {
            names.table(name.table().get(), schema, name.place())
                    .ifPresent(t -> names.column(t, name.column(), name.place())
                            .map(Column::name)
                            .ifPresent(c -> columns.add(new Member(t, c))));
        } else {
            names.table(whole, schema, name.place());
        }
    }

    private void link(BoundClass.Link link, Optional<String> schema) {
        quietly.table(link.from(), schema, link.place())
                .ifPresent(table -> link.fromColumns().forEach(c -> linked.add(new Member(table, c))));
    }

    /** Whether a link is declared over one of the columns. */
    boolean isLinked(Suspect suspect) {
        return suspect.columns().stream().anyMatch(c -> linked.contains(new Member(suspect.table(), c)));
    }

    boolean isUnrelated(Suspect suspect) {
        return tables.contains(suspect.table())
                || suspect.columns().stream().anyMatch(c -> columns.contains(new Member(suspect.table(), c)));
    }
}
