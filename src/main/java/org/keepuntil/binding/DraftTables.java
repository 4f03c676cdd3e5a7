package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** Guesses which tables hold records, and to which of them the rows of the others belong. */
final class DraftTables {
    private static final String OF_TOOLS =
            "(?:flyway_schema_history|schema_migrations|ar_internal_metadata|databasechangelog(?:lock)?|django_.*|alembic_version"
                    + "|knex_migrations.*|spatial_ref_sys|batch_(?:job|step)_.*|qrtz_.*|revinfo|hibernate_sequences?|__efmigrationshistory)";
    private static final Set<String> DATES = Set.of("date", "timestamp", "timestamptz");
    private static final String OF_THE_ROW =
            "(?:.*_)?(?:created|updated|modified|inserted|changed|edited|deleted|last_login|synced|imported|expires)(?:_.*)?";

    private final Catalog catalog;
    private final Guess guess;
    private final Suspects suspects;
    private final List<Table> records;
    private final Map<Long, ForeignKey> owners = new HashMap<>();

    private DraftTables(Catalog catalog, List<Table> named) {
        this.catalog = catalog;
        this.guess = new Guess(catalog);
        this.suspects = Suspects.in(catalog);
        this.records = named.isEmpty() ? guessed() : List.copyOf(named);
        catalog.tables().stream().filter(t -> !records.contains(t)).forEach(this::own);
    }

    /**
     * Looks at a catalog.
     *
     * @param named the tables of records, where somebody knows them
     */
    static DraftTables of(Catalog catalog, List<Table> named) {
        return new DraftTables(catalog, named);
    }

    List<Table> records() {
        return records;
    }

    /** Each table whose rows belong to records of that one, and the foreign key by which they do; owners first. */
    Map<Table, ForeignKey> components(Table record) {
        Map<Table, ForeignKey> components = new LinkedHashMap<>();
        List<Table> next = new ArrayList<>(List.of(record));
        while (!next.isEmpty()) {
            Table owner = next.remove(0);
            for (Table table : catalog.tables()) {
                ForeignKey key = owners.get(table.oid());
                if (key != null && key.to() == owner.oid() && !components.containsKey(table)) {
                    components.put(table, key);
                    next.add(table);
                }
            }
        }
        return components;
    }

    static boolean isDate(Column column) {
        return DATES.contains(column.baseType());
    }

    /** Whether a record can be told from others: a class needs such columns. */
    static Optional<List<String>> key(Table table) {
        if (!table.primaryKey().isEmpty()) {
            return Optional.of(table.primaryKey());
        }
        return table.uniqueKeys().stream()
                .filter(k ->
                        k.stream().allMatch(c -> table.column(c).orElseThrow().notNull()))
                .min(Comparator.comparingInt(List::size));
    }

    private List<Table> guessed() {
        Set<Table> copies = new HashSet<>();
        List<Table> all = catalog.tables().stream().filter(this::mayBeRecord).toList();
        all.forEach(t -> suspects.of(t).stream()
                .filter(s -> s.kind() == Suspect.Kind.HISTORY)
                .forEach(s -> copies.add(s.table())));
        return all.stream()
                .filter(t -> !copies.contains(t))
                .filter(t -> !isPart(t))
                .toList();
    }

    private boolean mayBeRecord(Table table) {
        boolean heir =
                catalog.tables().stream().anyMatch(t -> catalog.heirsOf(t).contains(table));
        return key(table).isPresent() && !heir && !isOfTool(table) && !isLink(table) && !isList(table);
    }

    private static boolean isOfTool(Table table) {
        return LikeNames.words(table.name()).matches(OF_TOOLS);
    }

    private boolean isLink(Table table) {
        return table.columns().stream()
                .filter(c -> !c.identity())
                .allMatch(c -> suspects.likeness().isKey(table, c.name()));
    }

    /** A list of values: nothing in it is of a person, and no day but that on which the row was made. */
    private boolean isList(Table table) {
        boolean days = table.columns().stream()
                .anyMatch(c -> isDate(c) && !LikeNames.words(c.name()).matches(OF_THE_ROW));
        return !days && !suspects.isPersonal(table) && keysUp(table).isEmpty();
    }

    private List<ForeignKey> keysUp(Table table) {
        return catalog.foreignKeysFrom(table).stream()
                .filter(k -> k.to() != k.from())
                .toList();
    }

    /** Rows that belong to others, and to which no others belong; or that the database itself removes with others. */
    private boolean isPart(Table table) {
        List<ForeignKey> up = keysUp(table).stream()
                .filter(k -> guess.belongs(k) && !isList(catalog.table(k.to())))
                .toList();
        boolean hasParts = catalog.foreignKeysTo(table).stream()
                .anyMatch(k -> k.from() != k.to() && guess.belongs(k) && !isLink(catalog.table(k.from())));
        boolean goesAlong = up.stream().anyMatch(k -> rank(k, table) > 1);
        return !up.isEmpty() && (!hasParts || goesAlong);
    }

    private void own(Table table) {
        keysUp(table).stream()
                .filter(guess::belongs)
                .filter(k -> !isOfTool(table) && leadsToRecord(k, new HashSet<>(Set.of(table.oid()))))
                .max(Comparator.comparingInt((ForeignKey k) -> rank(k, table))
                        .thenComparingInt(k -> depth(catalog.table(k.to()), new HashSet<>()))
                        .thenComparing(ForeignKey::name, Comparator.reverseOrder()))
                .ifPresent(k -> owners.put(table.oid(), k));
    }

    private boolean leadsToRecord(ForeignKey key, Set<Long> seen) {
        Table to = catalog.table(key.to());
        return records.contains(to)
                || (seen.add(to.oid())
                        && keysUp(to).stream().filter(guess::belongs).anyMatch(k -> leadsToRecord(k, seen)));
    }

    /** How much it looks as if the row were a part of the one that it refers to. */
    private int rank(ForeignKey key, Table table) {
        if (key.traits().onDelete().equals("cascade")) {
            return 4;
        }
        if (table.primaryKey().containsAll(key.fromColumns())
                && table.primaryKey().get(0).equals(key.fromColumns().get(0))) {
            return 3;
        }
        String name = LikeNames.words(table.name());
        boolean named =
                suspects.likeness().of(catalog.table(key.to())).stream().anyMatch(form -> name.startsWith(form + "_"));
        return named ? 2 : 1;
    }

    /** How many rows stand above a row: the part of a part belongs to the part. */
    private int depth(Table table, Set<Long> seen) {
        if (!seen.add(table.oid())) {
            return 0;
        }
        return keysUp(table).stream()
                .filter(guess::belongs)
                .mapToInt(k -> 1 + depth(catalog.table(k.to()), seen))
                .max()
                .orElse(0);
    }
}
