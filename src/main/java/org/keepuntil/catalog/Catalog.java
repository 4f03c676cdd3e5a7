package org.keepuntil.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of a database and the foreign keys between them, at the moment at which they were read. */
public final class Catalog {
    private final String database;
    private final Map<Long, Table> tables;
    private final List<Table> ordered;
    private final Map<String, List<Table>> named;
    private final List<ForeignKey> foreignKeys;
    private final Attached attached;
    private final Map<Long, Map<String, Limits>> limits;
    private final Map<Long, List<ForeignKey>> keysFrom;
    private final Map<Long, List<ForeignKey>> keysTo;

    Catalog(
            String database,
            List<Table> tables,
            List<ForeignKey> foreignKeys,
            Attached attached,
            Map<Long, Map<String, Limits>> limits) {
        this.database = database;
        this.tables = tables.stream().collect(Collectors.toMap(Table::oid, Function.identity()));
        this.ordered = tables.stream()
                .sorted(Comparator.comparing(Table::schema).thenComparing(Table::name))
                .toList();
        this.named = ordered.stream().collect(Collectors.groupingBy(Table::name, Collectors.toUnmodifiableList()));
        this.foreignKeys = List.copyOf(foreignKeys);
        this.attached = attached;
        this.limits = Map.copyOf(limits);
        this.keysFrom = byTable(ForeignKey::from);
        this.keysTo = byTable(ForeignKey::to);
    }

    private Map<Long, List<ForeignKey>> byTable(Function<ForeignKey, Long> end) {
        return foreignKeys.stream().collect(Collectors.groupingBy(end, Collectors.toUnmodifiableList()));
    }

    /** Reads the catalog of the database that the connection is open to, Keepuntil's own schema left out. */
    public static Catalog read(Connection connection) throws SQLException {
        return JdbcCatalog.read(connection);
    }

    /** The same catalog with links that the database does not know. */
    public Catalog with(List<ForeignKey> links) {
        List<ForeignKey> all = new ArrayList<>(foreignKeys);
        all.addAll(links);
        return new Catalog(database, List.copyOf(tables.values()), all, attached, limits);
    }

    /** The same catalog without some of its keys. */
    public Catalog without(Set<ForeignKey> keys) {
        return new Catalog(
                database,
                List.copyOf(tables.values()),
                foreignKeys.stream().filter(k -> !keys.contains(k)).toList(),
                attached,
                limits);
    }

    public String database() {
        return database;
    }

    /** The table with that object identifier. */
    public Table table(long oid) {
        Table table = tables.get(oid);
        if (table == null) {
            throw new IllegalArgumentException("no table with identifier " + oid);
        }
        return table;
    }

    /** Every table, in the order of schema and name. */
    public List<Table> tables() {
        return ordered;
    }

    /** Tables of that name, in any schema. */
    public List<Table> named(String name) {
        return named.getOrDefault(name, List.of());
    }

    /** What may be written to a column. */
    public Limits limits(Table table, Column column) {
        return limits.getOrDefault(table.oid(), Map.of()).getOrDefault(column.name(), Limits.NONE);
    }

    public List<ForeignKey> foreignKeys() {
        return foreignKeys;
    }

    /** Foreign keys of rows of the table. */
    public List<ForeignKey> foreignKeysFrom(Table table) {
        return keysFrom.getOrDefault(table.oid(), List.of());
    }

    /** Foreign keys that point at rows of the table. */
    public List<ForeignKey> foreignKeysTo(Table table) {
        return keysTo.getOrDefault(table.oid(), List.of());
    }

    /** The views, each with the tables that it reads in the end. */
    public List<View> views() {
        return attached.views();
    }

    /** The triggers of the table that fire in ordinary sessions. */
    public List<Trigger> triggersOf(Table table) {
        return attached.triggers().stream()
                .filter(t -> t.table() == table.oid())
                .toList();
    }

    /** The sequences that columns of the table are numbered by. */
    public List<Sequence> sequencesOf(Table table) {
        return attached.sequences().getOrDefault(table.oid(), List.of());
    }

    /** What is done beside statements on the table, or instead of them. */
    public List<RewriteRule> rulesOf(Table table) {
        return attached.rules().stream().filter(r -> r.table() == table.oid()).toList();
    }

    public List<Policy> policiesOf(Table table) {
        return attached.policies().stream()
                .filter(p -> p.table() == table.oid())
                .toList();
    }

    /** Foreign keys that hold in a single partition, or lead to one. */
    public List<PartitionKey> partitionKeys() {
        return attached.partitionKeys();
    }

    /** The tables that inherit from the table, and those that inherit from them; partitions are not among them. */
    public List<Table> heirsOf(Table table) {
        List<Table> heirs = new ArrayList<>();
        for (long child : attached.children().getOrDefault(table.oid(), List.of())) {
            Table heir = tables.get(child);
            if (heir != null) {
                heirs.add(heir);
                heirs.addAll(heirsOf(heir));
            }
        }
        return heirs.stream().distinct().toList();
    }
}
