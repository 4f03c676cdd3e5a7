package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Holds one class of a binding against a catalog. */
final class LayoutResolver {
    private static final Set<String> DATES = Set.of("date", "timestamp", "timestamptz");

    private final Catalog catalog;
    private final Problems problems;
    private final Problems uncovered;
    private final Names names;
    private final BoundClass bound;
    private final Table root;
    private final List<Layout.Component> components;
    private final Links links;
    private final PathResolver paths;

    private LayoutResolver(
            Catalog catalog, Problems problems, Problems uncovered, Names names, BoundClass bound, Table root) {
        this.links = Links.resolve(bound, root, catalog, names, problems);
        this.catalog = links.catalog();
        this.problems = problems;
        this.uncovered = uncovered;
        this.names = names;
        this.bound = bound;
        this.root = root;
        this.components = new ComponentResolver(links.meant(), names, problems).resolve(bound, root);
        Set<Table> owned = new HashSet<>();
        components.forEach(c -> owned.add(c.table()));
        this.paths = new PathResolver(names, problems, links, root, owned);
    }

    /** The layout, or nothing where a problem was found; what is not covered is kept apart. */
    static Optional<Layout> resolve(BoundClass bound, Catalog catalog, Problems problems, Problems uncovered) {
        Names names = new Names(catalog, problems);
        long before = problems.errors();
        Optional<Table> root = names.table(bound.table(), Optional.empty(), bound.place());
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Layout layout = new LayoutResolver(catalog, problems, uncovered, names, bound, root.get()).layout();
        return problems.errors() == before ? Optional.of(layout) : Optional.empty();
    }

    private Layout layout() {
        long before = problems.errors();
        Map<String, Layout.PeoplePath> people = new LinkedHashMap<>();
        bound.people().forEach((role, source) -> people(role, source).ifPresent(p -> people.put(role, p)));
        Map<String, Layout.DatePath> events = new LinkedHashMap<>();
        bound.events()
                .forEach((name, source) -> date(name, source, bound.place()).ifPresent(d -> events.put(name, d)));
        Map<String, Layout.FactPath> facts = new LinkedHashMap<>();
        bound.facts().forEach((name, source) -> fact(source, people).ifPresent(f -> facts.put(name, f)));
        bound.where().keySet().forEach(column -> names.column(root, column, bound.place()));
        List<Column> key = key();
        List<Layout.Edge> edges = new Coverage(catalog, names, problems, uncovered).edges(bound, root, components);
        Layout layout = new Layout(
                bound.name(),
                root,
                key,
                bound.where(),
                bound.openWhile(),
                events,
                people,
                facts,
                components,
                edges,
                new FileColumns(names, problems, root, components).resolve(bound),
                new ComponentResolver(catalog, names, problems).removal(root, components),
                new TreatmentResolver(catalog, names, problems, bound, root, key, components).resolve(),
                new FindByResolver(names, problems, paths, root, people).resolve(bound),
                filled(edges),
                bound.dropsPartitions(),
                leads());
        if (problems.errors() == before) {
            links.refuse(layout);
        }
        new Unsafe(catalog, problems).check(bound, layout);
        if (bound.dropsPartitions() && root.kind() != 'p') {
            problems.error(
                    bound.place(),
                    bound.name().length(),
                    "table " + root + " has no partitions, so none can be dropped",
                    "take out the line `expired partitions` of " + bound.name());
        }
        return layout;
    }

    private List<Column> key() {
        List<String> columns = bound.key().isEmpty() ? root.primaryKey() : bound.key();
        if (columns.isEmpty()) {
            problems.error(
                    bound.place(),
                    bound.name().length(),
                    "table " + root + " has no primary key, so its records can't be told apart",
                    "name columns that are unique and not null, as in `key: [reference]`");
            return List.of();
        }
        List<Column> key = new ArrayList<>();
        columns.forEach(c -> names.column(root, c, bound.place()).ifPresent(key::add));
        boolean unique = root.isUnique(columns);
        if (key.size() == columns.size() && (!unique || key.stream().anyMatch(c -> !c.notNull()))) {
            problems.error(
                    bound.place(),
                    bound.name().length(),
                    "the key of " + bound.name() + " is not unique and not null in " + root,
                    "name columns with a unique constraint that can't be null, or leave `key` out to take the primary key");
        }
        return key;
    }

    private Optional<Layout.PeoplePath> people(String role, BoundClass.People source) {
        Optional<Layout.DatePath> born = date(role, source.born(), source.place());
        Optional<Layout.DatePath> died =
                source.died().flatMap(d -> source.several() ? eachDeath(role, d) : date(role, d, source.place()));
        if (born.isEmpty() || (source.died().isPresent() && died.isEmpty())) {
            return Optional.empty();
        }
        if (source.several()
                && died.isPresent()
                && !died.get()
                        .paths()
                        .get(0)
                        .steps()
                        .equals(born.get().paths().get(0).steps())) {
            problems.error(
                    source.place(),
                    role.length(),
                    "birth and death of the people in role " + role + " are in different tables",
                    "where a role holds several people, bind both dates to the same table");
            return Optional.empty();
        }
        return Optional.of(new Layout.PeoplePath(role, born.get(), died, source.deathsRecorded()));
    }

    /** The death of each of several people is in the row of the birth, whether the binding repeats the word or not. */
    private Optional<Layout.DatePath> eachDeath(String role, DateSource died) {
        return paths.any(died.paths().get(0))
                .filter(p -> isDate(p, died, died.paths().get(0)))
                .map(p -> new Layout.DatePath(role, List.of(p), Optional.empty(), Optional.empty(), died));
    }

    private Optional<Layout.DatePath> date(String name, DateSource source, Place place) {
        boolean one = source.choice() == DateSource.Choice.ONLY;
        List<Path> found = new ArrayList<>();
        for (PathName path : source.paths()) {
            (one ? paths.one(path) : paths.any(path))
                    .filter(p -> isDate(p, source, path))
                    .ifPresent(found::add);
        }
        Optional<Path> precision = source.precision().flatMap(paths::any);
        Optional<Path> estimated = source.estimated().flatMap(paths::any);
        if (found.size() != source.paths().size()
                || precision.isPresent() != source.precision().isPresent()
                || estimated.isPresent() != source.estimated().isPresent()) {
            return Optional.empty();
        }
        boolean beside = precision.stream().allMatch(p -> isBeside(found.get(0), p, "precision", name, place))
                && estimated.stream().allMatch(p -> isBeside(found.get(0), p, "estimated", name, place))
                && estimated.stream().allMatch(p -> isTruth(p, name, place));
        return beside ? Optional.of(new Layout.DatePath(name, found, precision, estimated, source)) : Optional.empty();
    }

    private boolean isBeside(Path date, Path column, String word, String name, Place place) {
        boolean beside = column.steps().equals(date.steps());
        if (!beside) {
            problems.error(
                    place,
                    name.length(),
                    "`" + word + "` of " + name + " is not in the table of its date",
                    "bind `" + word + "` to a column of " + date.end());
        }
        return beside;
    }

    private boolean isTruth(Path path, String name, Place place) {
        boolean truth = path.column().baseType().equals("bool");
        if (!truth) {
            problems.error(
                    place,
                    name.length(),
                    "`estimated` of " + name + " is of type " + path.column().type(),
                    "bind `estimated` to a boolean column, for instance of a view");
        }
        return truth;
    }

    private boolean isDate(Path path, DateSource source, PathName name) {
        String type = path.column().baseType();
        if (!DATES.contains(type)) {
            problems.error(
                    name.place(),
                    name.toString().length(),
                    name + " is of type " + path.column().type() + ", not a date",
                    "bind a column of type date, timestamp with time zone or timestamp");
            return false;
        }
        if (type.equals("timestamp") && source.storedIn().isEmpty()) {
            problems.error(
                    name.place(),
                    name.toString().length(),
                    name + " is a timestamp without time zone, and the binding does not say which one it was stored in",
                    "write `{ from: " + name + ", stored in: UTC }` or `stored in: local`");
            return false;
        }
        return true;
    }

    private Optional<Layout.FactPath> fact(FactSource source, Map<String, Layout.PeoplePath> people) {
        if (source instanceof FactSource.Column column) {
            return paths.one(column.path()).map(Layout.FactPath.Value::new);
        }
        FactSource.AnyOf any = (FactSource.AnyOf) source;
        Set<Table> personTables = new HashSet<>();
        people.values().forEach(p -> personTables.add(p.born().paths().get(0).end()));
        return names.table(any.table(), Optional.of(root.schema()), any.place())
                .flatMap(end -> paths.steps(
                                end, personTables, any.place(), any.table().toString())
                        .flatMap(steps -> anyOf(any, end, steps)));
    }

    private Optional<Layout.FactPath> anyOf(FactSource.AnyOf any, Table end, List<Step> steps) {
        if (any.where().isEmpty()) {
            return Optional.of(new Layout.FactPath.AnyOf(steps, Optional.empty(), Optional.empty()));
        }
        FactSource.Equal equal = any.where().get();
        return names.column(end, equal.column(), any.place())
                .map(c -> new Layout.FactPath.AnyOf(steps, Optional.of(c), Optional.of(equal.value())));
    }

    private Map<ForeignKey, Table> leads() {
        Map<ForeignKey, Table> leads = new LinkedHashMap<>();
        Stream.concat(Stream.of(root), components.stream().map(Layout.Component::table))
                .flatMap(table -> catalog.foreignKeysFrom(table).stream())
                .forEach(key -> leads.put(key, catalog.table(key.to())));
        return leads;
    }

    /** Tables that are filled by triggers of those of which rows go, or change with them. */
    private List<Layout.Filled> filled(List<Layout.Edge> edges) {
        Set<Table> owned = new LinkedHashSet<>(Set.of(root));
        components.forEach(c -> owned.add(c.table()));
        return new TriggerWrites(catalog)
                .of(
                        owned,
                        edges.stream()
                                .filter(edge -> edge.fate() == BoundClass.Fate.UNLINK)
                                .map(Layout.Edge::from)
                                .toList());
    }
}
