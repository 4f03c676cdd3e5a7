package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Holds what the binding says of redaction, anonymisation and marks against a catalog. */
final class TreatmentResolver {
    private final Catalog catalog;
    private final Names names;
    private final Problems problems;
    private final BoundClass bound;
    private final Table root;
    private final List<Layout.Component> components;
    private final ColumnRules rules;

    TreatmentResolver(
            Catalog catalog,
            Names names,
            Problems problems,
            BoundClass bound,
            Table root,
            List<Column> key,
            List<Layout.Component> components) {
        this.catalog = catalog;
        this.names = names;
        this.problems = problems;
        this.bound = bound;
        this.root = root;
        this.components = components;
        this.rules = new ColumnRules(catalog, bound, root, key, components);
    }

    Treated resolve() {
        Treatment treatment = bound.treatment();
        Optional<Column> flag = treatment.flag().flatMap(this::flag);
        Optional<Treated.Change> redact =
                treatment.redact().isEmpty() ? Optional.empty() : Optional.of(redact(treatment.redact()));
        Optional<Treated.Change> anonymise =
                treatment.anonymise().isEmpty() ? Optional.empty() : Optional.of(anonymise(treatment.anonymise()));
        Optional<Treated.Anonymity> anonymity = treatment.anonymity().map(test -> anonymity(test, anonymise));
        return new Treated(flag, redact, anonymise, anonymity);
    }

    private Optional<Column> flag(PathName path) {
        if (path.table().isPresent()) {
            error(path, path + " is not in the record's own table", "name a boolean column of " + root);
            return Optional.empty();
        }
        Optional<Column> column = names.column(root, path.column(), path.place());
        column.filter(c -> !c.baseType().equals("bool") || c.generated())
                .ifPresent(c -> error(path, path + " is of type " + c.type(), "name a boolean column of " + root));
        return column;
    }

    private Treated.Change redact(List<Treatment.Redaction> parts) {
        Map<Table, List<Treated.Changed>> changed = new LinkedHashMap<>();
        Map<Table, Place> going = new LinkedHashMap<>();
        for (Treatment.Redaction part : parts) {
            PathName path = part.name();
            Optional<Table> whole = component(path);
            if (whole.isPresent()) {
                going.put(whole.get(), path.place());
                continue;
            }
            Optional<Table> table = path.table().isEmpty()
                    ? Optional.of(root)
                    : owned(path.table().get(), path.place());
            table.flatMap(t -> names.column(t, path.column(), path.place()))
                    .ifPresent(c ->
                            change(table.get(), c, new ColumnClass.Remove(), path.toString(), path.place(), changed));
        }
        return change(changed, going);
    }

    /** A component that is named like a column: of the record, or of a table that is in truth a schema. */
    private Optional<Table> component(PathName path) {
        if (path.table().isEmpty() && root.column(path.column()).isPresent()) {
            return Optional.empty();
        }
        return components.stream()
                .map(Layout.Component::table)
                .filter(t -> t.name().equals(path.column()))
                .filter(t -> path.table()
                        .map(schema ->
                                schema.schema().isEmpty() && schema.name().equals(t.schema()))
                        .orElse(true))
                .findFirst();
    }

    private Optional<Table> owned(TableName name, Place place) {
        Optional<Table> table = names.table(name, Optional.of(root.schema()), place);
        if (table.filter(t -> !tables().contains(t)).isPresent()) {
            problems.error(
                    place,
                    name.toString().length(),
                    table.get() + " is not part of the record",
                    "name " + root + " or one of its components");
            return Optional.empty();
        }
        return table;
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>(List.of(root));
        components.forEach(c -> tables.add(c.table()));
        return tables;
    }

    private Treated.Change anonymise(List<Treatment.TableChange> changes) {
        Map<Table, List<Treated.Changed>> changed = new LinkedHashMap<>();
        Map<Table, Place> going = new LinkedHashMap<>();
        Map<Table, Treatment.TableChange.Columns> classified = new LinkedHashMap<>();
        Set<Table> seen = new LinkedHashSet<>();
        for (Treatment.TableChange change : changes) {
            Optional<Table> table = owned(change.table(), change.place());
            if (table.isEmpty()) {
                continue;
            }
            if (!seen.add(table.get())) {
                problems.error(
                        change.place(),
                        change.table().toString().length(),
                        table.get() + " is here twice",
                        "take one out");
            } else if (change instanceof Treatment.TableChange.Columns columns) {
                classified.put(table.get(), columns);
            } else if (table.get().equals(root)) {
                problems.error(
                        change.place(),
                        change.table().toString().length(),
                        "the record's own row can't go when it is anonymised",
                        "give a class to each of its columns, or let the rule destroy it");
            } else {
                going.put(table.get(), change.place());
            }
        }
        classified.forEach((table, columns) -> columns.classes()
                .forEach((name, wanted) -> names.column(table, name, columns.place())
                        .ifPresent(c -> {
                            if (c.generated() && wanted instanceof ColumnClass.Keep) {
                                return;
                            }
                            change(table, c, wanted, table.name() + "." + name, columns.place(), changed);
                        })));
        Treated.Change change = change(changed, going);
        unclassified(classified, change.removed());
        classified.forEach((table, columns) -> {
            tokens(table, columns, classified, change.removed());
            freeText(table, columns);
        });
        return change;
    }

    /** Every column of every table that stays has a class; a generated one follows those that it is made from. */
    private void unclassified(Map<Table, Treatment.TableChange.Columns> classified, Set<Table> going) {
        List<String> lines = new ArrayList<>();
        for (Table table : tables()) {
            if (going.contains(table)) {
                continue;
            }
            Set<String> known = Optional.ofNullable(classified.get(table))
                    .map(c -> c.classes().keySet())
                    .orElse(Set.of());
            List<String> missing = table.columns().stream()
                    .filter(c -> !c.generated() && !known.contains(c.name()))
                    .map(c -> c.name() + ": " + rules.suggested(table, c).words())
                    .toList();
            if (!missing.isEmpty()) {
                lines.add(table + ": { " + String.join(", ", missing) + " }");
            }
        }
        if (!lines.isEmpty()) {
            Place place = bound.treatment().anonymise().get(0).place();
            problems.error(
                    place,
                    1,
                    "not every column of " + bound.name() + " has a class, so nothing of it is anonymised",
                    "write under `anonymise`, after a look at each: " + String.join(", ", lines)
                            + "; or for a whole component: remove");
        }
    }

    /** A token must be the same on both sides of a foreign key, and the side that is not the record's can't be changed. */
    private void tokens(
            Table table,
            Treatment.TableChange.Columns columns,
            Map<Table, Treatment.TableChange.Columns> classified,
            Set<Table> going) {
        columns.classes().forEach((name, wanted) -> {
            boolean token = wanted instanceof ColumnClass.Token;
            String written = table.name() + "." + name;
            if (token && isDeclared(table, name)) {
                problems.error(
                        columns.place(),
                        1,
                        written + " can't become a token: a link that the database does not know goes by it",
                        "write `" + name + ": keep`");
                return;
            }
            rules.referred(table, name).filter(k -> token).forEach(k -> {
                Table from = catalog.table(k.from());
                String other = from + "." + k.fromColumns().get(k.toColumns().indexOf(name));
                if (going.contains(from)) {
                    return;
                } else if (!tables().contains(from)) {
                    problems.error(
                            columns.place(),
                            1,
                            written + " can't become a token: " + other + ", which stays as it is, refers to it",
                            "write `" + name + ": keep`");
                } else if (!isToken(
                        classified.get(from), k.fromColumns().get(k.toColumns().indexOf(name)))) {
                    problems.error(
                            columns.place(),
                            1,
                            written + " becomes a token, and " + other + ", which refers to it, does not",
                            "write `token` for both");
                }
            });
            rules.referring(table, name).filter(k -> token).forEach(k -> {
                Table to = catalog.table(k.to());
                String referred = k.toColumns().get(k.fromColumns().indexOf(name));
                if (!tables().contains(to) || !isToken(classified.get(to), referred)) {
                    problems.error(
                            columns.place(),
                            1,
                            written + " becomes a token, and " + to + "." + referred + ", to which it refers, does not",
                            "write `" + name + ": keep`, or `remove` where it takes a null");
                }
            });
        });
    }

    private boolean isDeclared(Table table, String name) {
        return Stream.concat(rules.referred(table, name), rules.referring(table, name))
                .anyMatch(k -> !k.isConstraint());
    }

    private static boolean isToken(Treatment.TableChange.@Nullable Columns columns, String name) {
        return columns != null && columns.classes().get(name) instanceof ColumnClass.Token;
    }

    private void freeText(Table table, Treatment.TableChange.Columns columns) {
        columns.classes()
                .forEach((name, wanted) -> table.column(name)
                        .filter(c -> wanted instanceof ColumnClass.Keep && rules.isFreeText(table, c))
                        .ifPresent(c -> problems.warning(
                                columns.place(),
                                1,
                                table.name() + "." + name
                                        + " is kept when a record is anonymised, and anything may be written in it",
                                "write `remove` unless you know that nobody is named there")));
    }

    private void change(
            Table table,
            Column column,
            ColumnClass wanted,
            String written,
            Place place,
            Map<Table, List<Treated.Changed>> changed) {
        Optional<String> against = rules.against(table, column, wanted);
        if (against.isPresent()) {
            problems.error(
                    place,
                    written.length(),
                    written + " can't be changed (" + wanted.words() + "): " + against.get(),
                    "write `keep`, another class, or take it out; or change the table");
        } else if (!(wanted instanceof ColumnClass.Keep)) {
            changed.computeIfAbsent(table, t -> new ArrayList<>())
                    .add(new Treated.Changed(column, wanted, rules.constant(table, column)));
        }
    }

    /** What goes takes its own components with it. */
    private Treated.Change change(Map<Table, List<Treated.Changed>> changed, Map<Table, Place> going) {
        Set<Table> removed = new LinkedHashSet<>(going.keySet());
        boolean more = true;
        while (more) {
            more = false;
            for (Layout.Component component : components) {
                boolean below = component.owners().stream().anyMatch(k -> isOneOf(removed, k.to()));
                boolean last = component.reach() == Layout.Reach.SHARED
                        && sharers(component).allMatch(k -> isOneOf(removed, k.from()));
                more |= (below || last) && removed.add(component.table());
            }
        }
        Place place = going.values().stream().findFirst().orElse(bound.place());
        for (Layout.Component component : components) {
            boolean whole = component.reach() == Layout.Reach.SHARED
                    || component.owners().stream().allMatch(k -> isOneOf(removed, k.to()));
            if (removed.contains(component.table()) && !going.containsKey(component.table()) && !whole) {
                problems.error(
                        place,
                        1,
                        "rows of " + component.table() + " belong both to what goes and to what stays",
                        "name " + component.table() + " too, or let the other stay");
            }
        }
        stayingLinks(removed, place);
        leftBehind(removed, place);
        List<Treated.Rows> rows = new ArrayList<>();
        changed.forEach((table, columns) -> {
            if (!removed.contains(table)) {
                rows.add(new Treated.Rows(table, columns));
            }
        });
        return new Treated.Change(rows, removed);
    }

    private static boolean isOneOf(Set<Table> tables, long oid) {
        return tables.stream().anyMatch(t -> t.oid() == oid);
    }

    /** The keys by which a row has a part in a shared one, rather than belonging to it. */
    private Stream<ForeignKey> sharers(Layout.Component shared) {
        return shared.referrers().stream()
                .filter(k -> components.stream().noneMatch(c -> c.owners().contains(k)));
    }

    /** A shared row must not outlast the last row that leads to it. */
    private void leftBehind(Set<Table> removed, Place place) {
        for (Layout.Component component : components) {
            boolean some = component.reach() == Layout.Reach.SHARED
                    && sharers(component).anyMatch(k -> isOneOf(removed, k.from()));
            if (some && !removed.contains(component.table())) {
                problems.error(
                        place,
                        1,
                        "rows of " + component.table()
                                + " may be left behind: what goes refers to them, and so does what stays",
                        "let what refers to " + component.table() + " stay, with classes for its columns");
            }
        }
    }

    /** Nothing that stays within the record may refer to what goes. */
    private void stayingLinks(Set<Table> removed, Place place) {
        for (Table table : removed) {
            for (ForeignKey key : catalog.foreignKeysTo(table)) {
                Table from = catalog.table(key.from());
                if (tables().contains(from) && !removed.contains(from)) {
                    problems.error(
                            place,
                            1,
                            "rows of " + table + " can't go while " + from + " stays, which refers to them ("
                                    + String.join(", ", key.fromColumns()) + ")",
                            "name " + from + " too, or let " + table + " stay");
                }
            }
        }
    }

    private Treated.Anonymity anonymity(Treatment.Anonymity test, Optional<Treated.Change> anonymise) {
        if (anonymise.isEmpty()) {
            problems.error(
                    test.place(), 1, "`anonymity` without `anonymise` tests nothing", "say what `anonymise` does");
        }
        List<Treated.Over> over = new ArrayList<>();
        for (PathName path : test.over()) {
            Optional<Table> table = path.table().isEmpty()
                    ? Optional.of(root)
                    : owned(path.table().get(), path.place());
            Optional<Column> column = table.flatMap(t -> names.column(t, path.column(), path.place()));
            if (column.isPresent()) {
                over(path, table.get(), column.get(), anonymise).ifPresent(over::add);
            }
        }
        return new Treated.Anonymity(test.k(), over);
    }

    private Optional<Treated.Over> over(PathName path, Table table, Column column, Optional<Treated.Change> anonymise) {
        boolean direct = table.equals(root)
                || components.stream()
                        .filter(c -> c.table().equals(table))
                        .anyMatch(
                                c -> c.owners().size() == 1 && c.owners().get(0).to() == root.oid());
        Optional<String> nothing = rules.nothing(table, column);
        if (!direct) {
            error(
                    path,
                    table + " does not refer to " + root + " alone",
                    "name columns of the record's own table, or of a" + " component that refers to it directly");
        } else if (anonymise.filter(a -> a.removed().contains(table)).isPresent()) {
            error(path, table + " goes when a record is anonymised", "take it out of `over`");
        } else if (nothing.isEmpty()) {
            error(
                    path,
                    path + " can't be taken from a group that is too small: "
                            + rules.against(table, column, new ColumnClass.Remove())
                                    .orElse(""),
                    "let it take a null, or take it out of `over`");
        } else {
            return Optional.of(new Treated.Over(table, column, nothing.get()));
        }
        return Optional.empty();
    }

    private void error(PathName path, String message, String hint) {
        problems.error(path.place(), path.toString().length(), message, hint);
    }
}
