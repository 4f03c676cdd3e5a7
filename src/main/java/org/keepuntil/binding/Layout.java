package org.keepuntil.binding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Sequence;
import org.keepuntil.catalog.Table;
import org.keepuntil.schedule.Condition;

/**
 * A class of records as it lies in a live database: the binding with every name found and every path followed.
 *
 * @param key the columns by which a record is known, never null
 * @param components tables whose rows go with the record, each after those that it belongs to
 * @param edges foreign keys from rows that stay
 * @param files columns that name files or large objects, which go with their row
 * @param removal the tables of the record in the order in which rows are removed; tables that refer to each other together
 * @param treated what acts other than destruction do to its rows
 * @param leads the keys by which rows of the record refer to others, each with the table to which it leads
 * @param findBy columns by which it can be asked for when it is gone; of those that lead to several rows, all lead to the same
 * @param filled tables to which triggers add rows while those of the record change: whoever removes a row must be allowed to
 */
public record Layout(
        String name,
        Table root,
        List<Column> key,
        Map<String, String> where,
        Optional<Condition> openWhile,
        Map<String, DatePath> events,
        Map<String, PeoplePath> people,
        Map<String, FactPath> facts,
        List<Component> components,
        List<Edge> edges,
        List<FileColumn> files,
        List<List<Table>> removal,
        Treated treated,
        List<FindColumn> findBy,
        List<Filled> filled,
        Map<ForeignKey, Table> leads) {
    public Layout {
        key = List.copyOf(key);
        components = List.copyOf(components);
        edges = List.copyOf(edges);
        leads = Collections.unmodifiableMap(new LinkedHashMap<>(leads));
        filled = List.copyOf(filled);
        findBy = List.copyOf(findBy);
        files = List.copyOf(files);
        removal = List.copyOf(removal);
    }

    /** The day of an event, of a birth or a death. */
    public record DatePath(
            String name, List<Path> paths, Optional<Path> precision, Optional<Path> estimated, DateSource source) {
        /** Whether several rows may have a say. */
        public boolean several() {
            return source.choice() != DateSource.Choice.ONLY;
        }
    }

    /** The people of a role. */
    public record PeoplePath(String role, DatePath born, Optional<DatePath> died, boolean deathsRecorded) {
        /** Whether the role may hold several people. */
        public boolean several() {
            return born.source().choice() == DateSource.Choice.EACH;
        }
    }

    /** Where a fact is found. */
    public sealed interface FactPath {
        /** In a column of the record or of a row that it refers to. */
        record Value(Path path) implements FactPath {}

        /** In the existence of a related row. */
        record AnyOf(List<Step> steps, Optional<Column> column, Optional<String> value) implements FactPath {}
    }

    /** How a component hangs together with the record. */
    public enum Reach {
        /** Its rows refer to the record, or to a component that does. */
        OWN,
        /** The record or a component refers to its rows, and so may other records: a row goes with the last that refers to it. */
        SHARED,
        /** Its rows belong to a shared one and go when that goes. */
        OF_SHARED
    }

    /**
     * A table whose rows go with the record.
     *
     * @param owners the foreign keys that make them part of it; none where they are shared
     * @param others foreign keys by which they may belong to records of other classes too
     * @param referrers foreign keys of the record and its components that lead to them and make no owner of them; where they are shared, all
     * @param cuts for each of the owners the columns that are set to null where a row stays because it belongs to another record too; none
     *     where that is not possible
     */
    public record Component(
            Table table,
            Reach reach,
            List<ForeignKey> owners,
            List<Other> others,
            List<ForeignKey> referrers,
            Map<ForeignKey, List<String>> cuts) {
        public Component {
            owners = List.copyOf(owners);
            others = List.copyOf(others);
            referrers = List.copyOf(referrers);
            cuts = Map.copyOf(cuts);
        }

        Component withOthers(List<Other> found) {
            return new Component(table, reach, owners, found, referrers, cuts);
        }

        /** Whether rows can stay, without the link, when the row goes to which a key of theirs leads. */
        public boolean canCut(ForeignKey owner) {
            return !cuts.getOrDefault(owner, List.of()).isEmpty();
        }
    }

    /** A foreign key by which a row belongs to a record of another class, and the table to which it leads. */
    public record Other(ForeignKey key, Table to) {}

    /** The same with other components. */
    public Layout withComponents(List<Component> changed) {
        return new Layout(
                name, root, key, where, openWhile, events, people, facts, changed, edges, files, removal, treated,
                findBy, filled, leads);
    }

    /**
     * A foreign key from rows that stay to the record or a component.
     *
     * @param cut the columns that are set to null where the link is cut
     */
    public record Edge(ForeignKey key, Table from, Table to, BoundClass.Fate fate, List<String> cut) {
        public Edge {
            cut = List.copyOf(cut);
        }
    }

    /**
     * A column by which a record can be asked for when it is gone.
     *
     * @param name what it is called when somebody asks
     * @param placeholders days that stand for "not known"
     */
    public record FindColumn(String name, Path path, List<LocalDate> placeholders) {
        public FindColumn {
            placeholders = List.copyOf(placeholders);
        }
    }

    /** A table to which a trigger adds rows, and the sequences that number them. */
    public record Filled(Table table, List<Sequence> sequences) {
        public Filled {
            sequences = List.copyOf(sequences);
        }
    }

    /** The ways to all dates and facts, and to what a record can be found by. */
    public List<List<Step>> operandPaths() {
        List<List<Step>> paths = new ArrayList<>();
        events.values().forEach(e -> e.paths().forEach(p -> paths.add(p.steps())));
        people.values().forEach(p -> {
            p.born().paths().forEach(b -> paths.add(b.steps()));
            p.died().ifPresent(d -> d.paths().forEach(b -> paths.add(b.steps())));
        });
        facts.values()
                .forEach(f -> paths.add(
                        f instanceof FactPath.AnyOf any
                                ? any.steps()
                                : ((FactPath.Value) f).path().steps()));
        findBy.forEach(column -> paths.add(column.path().steps()));
        return paths;
    }

    /** The declared links by which rows belong to a record, or refer to it from outside, each with the table that has it. */
    public Map<ForeignKey, Table> declaredLinks() {
        Map<ForeignKey, Table> links = new LinkedHashMap<>();
        components.forEach(
                c -> c.owners().stream().filter(k -> !k.isConstraint()).forEach(k -> links.put(k, c.table())));
        edges.stream().filter(e -> !e.key().isConstraint()).forEach(e -> links.put(e.key(), e.from()));
        return links;
    }

    /**
     * A column of the record's own table or of a component that names a file.
     *
     * @param directory what its paths are relative to; empty for large objects of the database
     */
    public record FileColumn(Table table, Column column, Optional<String> directory) {
        /** {@code schema.table.column}, for people. */
        @Override
        public String toString() {
            return table + "." + column.name();
        }
    }

    /** The event of that name, which the binding must have. */
    public DatePath event(String event) {
        return Objects.requireNonNull(events.get(event), event);
    }

    /** The role of that name, which the binding must have. */
    public PeoplePath role(String role) {
        return Objects.requireNonNull(people.get(role), role);
    }

    /** The fact of that name, which the binding must have. */
    public FactPath fact(String fact) {
        return Objects.requireNonNull(facts.get(fact), fact);
    }

    /** The record's own table and its components. */
    public List<Table> tables() {
        List<Table> tables = new ArrayList<>(List.of(root));
        components.forEach(c -> tables.add(c.table()));
        return tables;
    }

    /** The component with that table. */
    public Optional<Component> component(Table table) {
        return components.stream().filter(c -> c.table().equals(table)).findFirst();
    }

    /** The table of the record that has this identifier. */
    public Table table(long oid) {
        return tables().stream().filter(t -> t.oid() == oid).findFirst().orElseThrow();
    }

    /** Whether rows of the table may outlast the record because others share them. */
    public boolean isShared(Table table) {
        return component(table).filter(c -> c.reach() != Reach.OWN).isPresent();
    }

    /** Whether rows of the table go with a record. */
    public boolean owns(Table table) {
        return tables().contains(table);
    }
}
