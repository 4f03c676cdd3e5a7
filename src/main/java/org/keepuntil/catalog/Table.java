package org.keepuntil.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A table.
 *
 * @param kind {@code r} for an ordinary and {@code p} for a partitioned table, as in {@code pg_class.relkind}; {@code f} where
 *     the rows, or those of a partition or of a child, are on another server
 * @param spread whether rows may live in partitions or inheritance children, so that a row's place needs its table's identifier
 * @param primaryKey the columns of the primary key, empty where there is none
 * @param uniqueKeys the columns of each unique index that is not partial and not on expressions, the primary key's among them
 */
public record Table(
        long oid,
        String schema,
        String name,
        char kind,
        boolean spread,
        boolean rowSecurity,
        List<Column> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** Whether rows of it are on another server. */
    public boolean isRemote() {
        return kind == 'f';
    }

    /** Whether rows can't share values of these columns. */
    public boolean isUnique(List<String> names) {
        return uniqueKeys.stream().anyMatch(names::containsAll);
    }

    /** By the identifier alone: tables are looked up often, and some have hundreds of columns. */
    @Override
    public int hashCode() {
        return Long.hashCode(oid);
    }

    /** {@code schema.name}, for people; SQL takes its names from {@code Identifier}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
