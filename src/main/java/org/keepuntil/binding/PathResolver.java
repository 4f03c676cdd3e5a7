package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Follows the paths of a binding over foreign keys. */
final class PathResolver {
    private final Names names;
    private final Problems problems;
    private final Links links;
    private final Table root;
    private final Set<Table> components;

    PathResolver(Names names, Problems problems, Links links, Table root, Set<Table> components) {
        this.names = names;
        this.problems = problems;
        this.links = links;
        this.root = root;
        this.components = components;
    }

    /** A column of one row at most. */
    Optional<Path> one(PathName name) {
        Optional<Path> path = any(name);
        if (path.isPresent() && !path.get().toOne()) {
            problems.error(
                    name.place(),
                    name.toString().length(),
                    "a record may have several rows of " + path.get().end(),
                    "write `latest of " + name + "` or `earliest of " + name + "` for an event, `each " + name
                            + "` for people");
            return Optional.empty();
        }
        return path;
    }

    /** A column of one or several rows. */
    Optional<Path> any(PathName name) {
        if (name.table().isEmpty()) {
            return names.column(root, name.column(), name.place()).map(c -> new Path(root, List.of(), c));
        }
        Optional<Table> end = names.table(name.table().get(), Optional.of(root.schema()), name.place());
        if (end.isEmpty()) {
            return Optional.empty();
        }
        Optional<Column> column = names.column(end.get(), name.column(), name.place());
        if (column.isEmpty()) {
            return Optional.empty();
        }
        return steps(end.get(), Set.of(), name.place(), name.toString())
                .map(s -> new Path(root, s, column.orElseThrow()));
    }

    /**
     * The one way to a table: up to what the record refers to, else down to what refers to it, else through its components, else
     * through its people. Several ways of the same kind are refused.
     *
     * @param people tables in which births are recorded
     */
    Optional<List<Step>> steps(Table end, Set<Table> people, Place place, String written) {
        if (end.equals(root)) {
            return Optional.of(List.of());
        }
        PathFinder finder = new PathFinder(links.meant(), root, components);
        List<List<Step>> ways = finder.up(end);
        if (ways.isEmpty()) {
            ways = finder.down(end);
        }
        if (ways.isEmpty()) {
            ways = finder.across(end);
        }
        if (ways.isEmpty()) {
            ways = throughPeople(finder, people, end);
        }
        if (ways.size() > 1) {
            List<List<Step>> named = ways.stream()
                    .filter(way -> way.stream().anyMatch(s -> links.isNamed(s.key())))
                    .toList();
            ways = named.size() == 1 ? named : ways;
        }
        if (ways.size() == 1) {
            new Unsafe(links.catalog(), problems).check(ways.get(0), place, written);
            return Optional.of(ways.get(0));
        }
        problems.error(
                place,
                written.length(),
                ways.isEmpty()
                        ? "no foreign key leads from " + root + " to " + end
                        : "there are several ways from " + root + " to " + end + ": " + describe(ways),
                ways.isEmpty()
                        ? "name a table that " + root
                                + " refers to, or one that refers to it or to a component; a link that the"
                                + " database does not know is written under `links`, as in `" + end + ".case_ref -> "
                                + root
                                + "."
                                + (root.primaryKey().isEmpty()
                                        ? "reference"
                                        : root.primaryKey().get(0)) + "`"
                        : "a wrong guess would destroy the wrong records; say under `links` which key is meant, for example: `"
                                + line(ways) + "`");
        return Optional.empty();
    }

    /** The first link of the first way that the others have not. */
    private String line(List<List<Step>> ways) {
        ForeignKey key = ways.get(0).stream()
                .map(Step::key)
                .filter(k -> ways.stream()
                        .skip(1)
                        .allMatch(w -> w.stream().noneMatch(s -> s.key().equals(k))))
                .findFirst()
                .orElse(ways.get(0).get(0).key());
        return Links.words(key, links.catalog());
    }

    private List<List<Step>> throughPeople(PathFinder finder, Set<Table> people, Table end) {
        List<List<Step>> ways = new ArrayList<>();
        for (Table person : people) {
            List<List<Step>> toPerson = person.equals(root) ? List.of(List.of()) : finder.up(person);
            if (toPerson.isEmpty()) {
                toPerson = finder.across(person);
            }
            for (List<Step> first : toPerson) {
                for (List<Step> then : finder.downFrom(person, end)) {
                    List<Step> way = new ArrayList<>(first);
                    way.addAll(then);
                    ways.add(way);
                }
            }
        }
        return ways;
    }

    private static String describe(List<List<Step>> ways) {
        return String.join(
                "; ",
                ways.stream()
                        .map(way -> String.join(
                                ", ", way.stream().map(s -> s.key().name()).toList()))
                        .toList());
    }
}
