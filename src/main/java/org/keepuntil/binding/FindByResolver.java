package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.Layout.FindColumn;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** Finds the columns by which a record can be asked for when it is gone. */
final class FindByResolver {
    /** What stands for the day of birth of the one role's people. */
    private static final String BORN = "born";

    private static final Set<String> FIT = Set.of(
            "text",
            "varchar",
            "bpchar",
            "citext",
            "date",
            "timestamp",
            "timestamptz",
            "int2",
            "int4",
            "int8",
            "numeric",
            "uuid");

    private final Names names;
    private final Problems problems;
    private final PathResolver paths;
    private final Table root;
    private final Optional<Layout.PeoplePath> role;

    FindByResolver(
            Names names, Problems problems, PathResolver paths, Table root, Map<String, Layout.PeoplePath> people) {
        this.names = names;
        this.problems = problems;
        this.paths = paths;
        this.root = root;
        this.role = people.size() == 1 ? Optional.of(people.values().iterator().next()) : Optional.empty();
    }

    List<FindColumn> resolve(BoundClass bound) {
        List<FindColumn> found = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (PathName name : bound.findBy()) {
            column(name).filter(column -> isFit(column, name)).ifPresent(column -> {
                if (!known.add(column.name())) {
                    error(name, "there are two " + column.name() + " to find a record by", "take one of them out");
                } else if (isApart(column, found)) {
                    error(
                            name,
                            "a record may have several rows of " + column.path().end()
                                    + ", and which of them belongs to which of the others' nobody can tell",
                            "name columns of the record's own table, of rows that it refers to, and of one other table");
                } else {
                    found.add(column);
                }
            });
        }
        return found;
    }

    /** A name without a table is a column of the record's own, or else one of the people of its one role. */
    private Optional<FindColumn> column(PathName name) {
        if (name.table().isPresent() || root.column(name.column()).isPresent()) {
            return paths.any(name).map(path -> column(name.column(), path));
        }
        Optional<Path> born = role.map(people -> people.born().paths().get(0));
        if (born.isPresent() && name.column().equals(BORN)) {
            return born.map(path -> column(BORN, path));
        }
        Optional<Column> ofPerson = born.flatMap(path -> path.end().column(name.column()));
        if (ofPerson.isPresent()) {
            Path person = born.orElseThrow();
            return Optional.of(column(name.column(), new Path(root, person.steps(), ofPerson.get())));
        }
        names.column(root, name.column(), name.place());
        return Optional.empty();
    }

    private FindColumn column(String name, Path path) {
        return new FindColumn(
                name,
                path,
                role.map(Layout.PeoplePath::born)
                        .filter(born -> born.paths().get(0).equals(path))
                        .map(born -> born.source().placeholders())
                        .orElse(List.of()));
    }

    private boolean isFit(FindColumn column, PathName name) {
        boolean fit = FIT.contains(column.path().column().baseType());
        if (!fit) {
            error(
                    name,
                    name + " is of type " + column.path().column().type() + ", which nobody can be asked for by",
                    "name columns of text, days or numbers");
        }
        return fit;
    }

    private static boolean isApart(FindColumn column, List<FindColumn> others) {
        return !column.path().toOne()
                && others.stream()
                        .map(FindColumn::path)
                        .anyMatch(path -> !path.toOne()
                                && !path.steps().equals(column.path().steps()));
    }

    private void error(PathName name, String what, String hint) {
        problems.error(name.place(), name.toString().length(), what, hint);
    }
}
