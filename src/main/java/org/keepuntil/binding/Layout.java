package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.schedule.Condition;

/**
 * A class of records as it lies in a live database: the binding with every name found and every path followed.
 *
 * @param key the columns by which a record is known, never null
 * @param components tables whose rows go with the record, each after those that it belongs to
 * @param edges foreign keys from rows that stay
 * @param removal the tables of the record in the order in which rows are removed; tables that refer to each other together
 * @param treated what acts other than destruction do to its rows
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
        List<List<Table>> removal,
        Treated treated) {
    public Layout {
        key = List.copyOf(key);
        components = List.copyOf(components);
        edges = List.copyOf(edges);
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

    /**
     * A table whose rows go with the record.
     *
     * @param owners the foreign keys that make them part of it
     * @param others foreign keys by which they may belong to records of other classes too
     */
    public record Component(Table table, List<ForeignKey> owners, List<ForeignKey> others) {
        public Component {
            owners = List.copyOf(owners);
            others = List.copyOf(others);
        }
    }

    Layout withComponents(List<Component> changed) {
        return new Layout(name, root, key, where, openWhile, events, people, facts, changed, edges, removal, treated);
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

    /** Whether rows of the table go with a record. */
    public boolean owns(Table table) {
        return tables().contains(table);
    }

    /** The ways to all dates and facts. */
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
        return paths;
    }
}
