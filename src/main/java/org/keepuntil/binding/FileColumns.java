package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** Finds the columns that name files: of the record's own table or of a component, and of a type that can name one. */
final class FileColumns {
    private static final Set<String> PATHS = Set.of("text", "varchar", "bpchar", "citext");
    private static final Set<String> LARGE_OBJECTS = Set.of("oid", "int8");

    private final Names names;
    private final Problems problems;
    private final Table root;
    private final List<Layout.Component> components;

    FileColumns(Names names, Problems problems, Table root, List<Layout.Component> components) {
        this.names = names;
        this.problems = problems;
        this.root = root;
        this.components = components;
    }

    List<Layout.FileColumn> resolve(BoundClass bound) {
        List<Layout.FileColumn> files = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Treatment.FileColumn file : bound.treatment().files()) {
            resolve(file).ifPresent(found -> {
                if (seen.add(List.of(found.table().oid(), found.column().name()))) {
                    files.add(found);
                } else {
                    error(file, file.column() + " is named twice", "keep one of the lines");
                }
            });
        }
        return files;
    }

    private Optional<Layout.FileColumn> resolve(Treatment.FileColumn file) {
        PathName name = file.column();
        Optional<Table> table = name.table().isEmpty()
                ? Optional.of(root)
                : names.table(name.table().get(), Optional.of(root.schema()), name.place());
        if (table.isPresent() && !isOfTheRecord(table.get())) {
            error(
                    file,
                    table.get() + " is neither the record's own table nor a component, so its files do not go with it",
                    "add " + table.get() + " to `components` if its rows go with the record, or take the line out");
            return Optional.empty();
        }
        return table.flatMap(t -> names.column(t, name.column(), name.place())
                .filter(column -> isFit(file, column))
                .map(column -> new Layout.FileColumn(t, column, file.directory())));
    }

    private boolean isOfTheRecord(Table table) {
        return table.equals(root) || components.stream().anyMatch(c -> c.table().equals(table));
    }

    private boolean isFit(Treatment.FileColumn file, Column column) {
        boolean largeObject = file.directory().isEmpty();
        boolean fit = (largeObject ? LARGE_OBJECTS : PATHS).contains(column.baseType());
        if (!fit) {
            error(
                    file,
                    file.column() + " is of type " + column.type() + ", which "
                            + (largeObject ? "names no large object" : "holds no path of a file"),
                    largeObject
                            ? "a large object is named by a column of type oid or bigint; for paths write their directory,"
                                    + " as in /srv/documents"
                            : "a path is in a column of type text; for large objects write `large object`");
        }
        return fit;
    }

    private void error(Treatment.FileColumn file, String what, String hint) {
        problems.error(file.column().place(), file.column().toString().length(), what, hint);
    }
}
