package org.keepuntil.binding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** The names of a catalog, prepared for being compared many times. */
final class Likeness {
    private static final int SHORTEST = 3;
    private static final int SHARED_BY = 3;
    private static final Set<String> PREFIXES = Set.of("tbl", "t", "app", "core", "dbo", "public");

    private static final Set<String> TEXT = Set.of("text", "varchar", "bpchar", "citext", "name");

    private final Catalog catalog;
    private final List<Table> tables;
    private final Map<Long, List<Free>> free = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, String> singular = new HashMap<>();
    private final Map<Long, Set<Long>> families = new HashMap<>();
    private final Map<Long, Set<String>> forms = new HashMap<>();
    private final Map<Long, Set<String>> keys = new HashMap<>();
    private final Map<Long, Set<Long>> references = new HashMap<>();
    private final Map<Long, Set<String>> types = new HashMap<>();
    private final Map<String, Long> prefixes;

    Likeness(Catalog catalog) {
        this.catalog = catalog;
        this.tables = catalog.tables();
        for (Table table : tables) {
            String name = LikeNames.words(table.name());
            names.put(table.oid(), name);
            singular.put(table.oid(), LikeNames.singular(name));
            for (Table heir : catalog.heirsOf(table)) {
                families.computeIfAbsent(table.oid(), oid -> new HashSet<>()).add(heir.oid());
                families.computeIfAbsent(heir.oid(), oid -> new HashSet<>()).add(table.oid());
            }
        }
        this.prefixes = tables.stream()
                .map(this::prefix)
                .filter(prefix -> !prefix.isEmpty())
                .collect(Collectors.groupingBy(prefix -> prefix, Collectors.counting()));
        for (ForeignKey key : catalog.foreignKeys()) {
            Table from = catalog.table(key.from());
            keyColumns(from).addAll(key.fromColumns());
            references.computeIfAbsent(key.from(), oid -> new HashSet<>()).add(key.to());
            // foreign keys are not inherited: an heir's column is one where that of its parent is
            catalog.heirsOf(from).forEach(heir -> keyColumns(heir).addAll(key.fromColumns()));
        }
        for (Table table : tables) {
            forms.put(table.oid(), forms(table));
            free.put(
                    table.oid(),
                    table.columns().stream()
                            .filter(c -> !isKey(table, c.name()))
                            .map(c -> new Free(c, LikeNames.words(c.name())))
                            .toList());
        }
    }

    /** A column that no foreign key has, and its name in words. */
    record Free(Column column, String words) {}

    /** The columns of the table that no foreign key has. */
    List<Free> free(Table table) {
        return Objects.requireNonNull(free.get(table.oid()));
    }

    Catalog catalog() {
        return catalog;
    }

    List<Table> tables() {
        return tables;
    }

    /** The table's name in words. */
    String name(Table table) {
        return Objects.requireNonNull(names.get(table.oid()));
    }

    String singular(Table table) {
        return Objects.requireNonNull(singular.get(table.oid()));
    }

    /** Whether one is the other, or inherits from it. */
    boolean areOneFamily(Table a, Table b) {
        return a.oid() == b.oid() || families.getOrDefault(a.oid(), Set.of()).contains(b.oid());
    }

    /** Whether a foreign key has the column, of this table or of one that it inherits from. */
    boolean isKey(Table table, String column) {
        return keys.getOrDefault(table.oid(), Set.of()).contains(column);
    }

    /** What a column or another table may call the table. */
    Set<String> of(Table table) {
        return forms.getOrDefault(table.oid(), Set.of());
    }

    static boolean isText(Column column) {
        return TEXT.contains(column.baseType());
    }

    /** Whether a foreign key leads from one to the other. */
    boolean refersTo(Table table, Table other) {
        return references.getOrDefault(table.oid(), Set.of()).contains(other.oid());
    }

    /** Each column that is not one that every table has, with its type. */
    Set<String> types(Table table) {
        return types.computeIfAbsent(
                table.oid(),
                oid -> table.columns().stream()
                        .filter(c -> !c.name().matches("(?i)id|created.*|updated.*|modified.*|name|version"))
                        .map(c -> c.name() + " " + c.baseType())
                        .collect(Collectors.toSet()));
    }

    private Set<String> keyColumns(Table table) {
        return keys.computeIfAbsent(table.oid(), oid -> new HashSet<>());
    }

    private Set<String> forms(Table table) {
        String name = name(table);
        Set<String> found = new LinkedHashSet<>(List.of(name));
        found.add(singular(table));
        String rest = name.substring(name.indexOf('_') + 1);
        if (PREFIXES.contains(name.split("_", 2)[0]) || prefixes.getOrDefault(prefix(table), 0L) >= SHARED_BY) {
            found.add(rest);
            found.add(LikeNames.singular(rest));
        }
        found.removeIf(form -> form.length() < SHORTEST);
        return found;
    }

    /** The schema and the first of several words. */
    private String prefix(Table table) {
        String name = name(table);
        int end = name.indexOf('_');
        return end > 0 ? table.schema() + "." + name.substring(0, end) : "";
    }
}
