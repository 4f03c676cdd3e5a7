package org.keepuntil.binding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Limits;
import org.keepuntil.catalog.Table;

/** Which classes a column of a record can have. What can't be shown to work is refused: nobody is there at night to mend it. */
final class ColumnRules {
    /** Characters of a token. */
    static final int TOKEN = 22;

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext");
    private static final Set<String> DAYS = Set.of("date", "timestamp", "timestamptz");
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");
    private static final Map<String, String> NOTHING = Map.ofEntries(
            Map.entry("text", "''"),
            Map.entry("varchar", "''"),
            Map.entry("bpchar", "''"),
            Map.entry("citext", "''"),
            Map.entry("int2", "0"),
            Map.entry("int4", "0"),
            Map.entry("int8", "0"),
            Map.entry("numeric", "0"),
            Map.entry("float4", "0"),
            Map.entry("float8", "0"),
            Map.entry("bool", "false"),
            Map.entry("date", "'1900-01-01'"),
            Map.entry("timestamp", "'1900-01-01'"),
            Map.entry("timestamptz", "'1900-01-01 00:00:00+00'"),
            Map.entry("json", "'{}'"),
            Map.entry("jsonb", "'{}'"),
            Map.entry("bytea", "''"),
            Map.entry("uuid", "'00000000-0000-0000-0000-000000000000'"));

    private final Catalog catalog;
    private final BoundClass bound;
    private final Table root;
    private final List<Column> key;
    private final List<Layout.Component> components;

    ColumnRules(Catalog catalog, BoundClass bound, Table root, List<Column> key, List<Layout.Component> components) {
        this.catalog = catalog;
        this.bound = bound;
        this.root = root;
        this.key = key;
        this.components = components;
    }

    /** Why the column can't become that; empty where it can. */
    Optional<String> against(Table table, Column column, ColumnClass wanted) {
        if (wanted instanceof ColumnClass.Keep) {
            return Optional.empty();
        }
        Limits limits = catalog.limits(table, column);
        boolean token = wanted instanceof ColumnClass.Token;
        boolean toNull = wanted instanceof ColumnClass.Remove && takesNull(table, column);
        if (column.generated() || limits.identity()) {
            return Optional.of("the database alone writes it");
        } else if (limits.placesRow()) {
            return Optional.of("it says in which partition the row lies");
        } else if (table.equals(root) && bound.where().containsKey(column.name())) {
            return Optional.of("`where` tells by it which rows are records of " + bound.name());
        } else if (isKey(table, column) && !token) {
            return Optional.of("the record is known by it");
        } else if (owns(table, column) && !token) {
            return Optional.of("it makes the row part of the record");
        } else if (leadsToShared(table, column) && !token) {
            return Optional.of("it leads to rows that others may share, and they would be left behind");
        } else if (limits.checked() && !toNull) {
            return Optional.of(
                    "a check of the database looks at it, and nothing shows that it would let the new value pass");
        } else if (isReferring(table, column) && !token && !toNull) {
            return Optional.of("it is a foreign key");
        } else if (isReferredTo(table, column) && !token) {
            return Optional.of("other rows refer to it");
        } else if (isUnique(table, column) && !token && !toNull) {
            return Optional.of("it is part of a unique key, and several rows may come to have the same value");
        }
        return ofType(column, limits, wanted, toNull);
    }

    private Optional<String> ofType(Column column, Limits limits, ColumnClass wanted, boolean toNull) {
        String type = column.baseType();
        String is = "it is of type " + column.type();
        if (wanted instanceof ColumnClass.Remove) {
            return toNull || (NOTHING.containsKey(type) && !limits.enumerated())
                    ? Optional.empty()
                    : Optional.of(is + " and takes no null, and there is no constant for nothing");
        } else if (wanted instanceof ColumnClass.Year || wanted instanceof ColumnClass.Month) {
            return DAYS.contains(type) ? Optional.empty() : Optional.of(is + ", not a date or timestamp");
        } else if (wanted instanceof ColumnClass.Band) {
            return NUMBERS.contains(type) ? Optional.empty() : Optional.of(is + ", not a number");
        } else if (wanted instanceof ColumnClass.Token && type.equals("uuid")) {
            return Optional.empty();
        } else if (!TEXTS.contains(type) || limits.enumerated()) {
            return Optional.of(is + ", not a text");
        } else if (wanted instanceof ColumnClass.Token && limits.length() > 0 && limits.length() < TOKEN) {
            return Optional.of("a token has " + TOKEN + " characters, and it takes " + limits.length());
        }
        return Optional.empty();
    }

    /** As SQL, what stands in a column for nothing; empty where nothing can. */
    Optional<String> nothing(Table table, Column column) {
        return against(table, column, new ColumnClass.Remove()).isPresent()
                ? Optional.empty()
                : Optional.of(constant(table, column));
    }

    /** What stands for nothing where the rules allow it. */
    String constant(Table table, Column column) {
        return takesNull(table, column)
                ? "null"
                : NOTHING.getOrDefault(column.baseType(), "null") + "::" + column.type();
    }

    /** A class that the column may have, for somebody who has to choose. */
    ColumnClass suggested(Table table, Column column) {
        ColumnClass wanted;
        String type = column.baseType();
        if (isKey(table, column) || isReferring(table, column) || isReferredTo(table, column) || type.equals("bool")) {
            wanted = new ColumnClass.Keep();
        } else if (DAYS.contains(type)) {
            wanted = new ColumnClass.Year();
        } else if (TEXTS.contains(type)
                && column.name().toLowerCase(java.util.Locale.ROOT).contains("postcode")) {
            wanted = new ColumnClass.Outward();
        } else if (NUMBERS.contains(type) || catalog.limits(table, column).enumerated()) {
            wanted = new ColumnClass.Keep();
        } else {
            wanted = new ColumnClass.Remove();
        }
        return against(table, column, wanted).isEmpty() ? wanted : new ColumnClass.Keep();
    }

    /** Whether anything may stand in the column: a text that no check, enumeration or foreign key binds. */
    boolean isFreeText(Table table, Column column) {
        Limits limits = catalog.limits(table, column);
        return Set.of("text", "varchar", "citext", "json", "jsonb").contains(column.baseType())
                && !limits.checked()
                && !limits.enumerated()
                && !column.generated()
                && !isReferring(table, column)
                && !isUnique(table, column);
    }

    private boolean takesNull(Table table, Column column) {
        return !column.notNull() && !catalog.limits(table, column).notNull();
    }

    private boolean isKey(Table table, Column column) {
        return table.equals(root) && key.contains(column);
    }

    private boolean isUnique(Table table, Column column) {
        return catalog.limits(table, column).unique()
                || table.uniqueKeys().stream().anyMatch(unique -> unique.contains(column.name()));
    }

    private boolean isReferring(Table table, Column column) {
        return referring(table, column.name()).findAny().isPresent();
    }

    private boolean owns(Table table, Column column) {
        return components.stream()
                .filter(c -> c.table().equals(table))
                .flatMap(c -> c.owners().stream())
                .anyMatch(k -> has(k, column));
    }

    private boolean leadsToShared(Table table, Column column) {
        return components.stream()
                .filter(c -> c.reach() == Layout.Reach.SHARED)
                .flatMap(c -> c.referrers().stream())
                .anyMatch(k -> k.from() == table.oid() && has(k, column));
    }

    /** Whether the row refers by the column, or by what is in it the database tells to what it refers. */
    private static boolean has(ForeignKey key, Column column) {
        return key.fromColumns().contains(column.name())
                || key.declared()
                        .flatMap(ForeignKey.Declared::only)
                        .filter(only -> only.column().equals(column.name()))
                        .isPresent();
    }

    java.util.stream.Stream<ForeignKey> referring(Table table, String column) {
        return catalog.foreignKeysFrom(table).stream()
                .filter(k -> k.fromColumns().contains(column));
    }

    private boolean isReferredTo(Table table, Column column) {
        return referred(table, column.name()).findAny().isPresent();
    }

    java.util.stream.Stream<ForeignKey> referred(Table table, String column) {
        return catalog.foreignKeysTo(table).stream().filter(k -> k.toColumns().contains(column));
    }
}
