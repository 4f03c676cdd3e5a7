package org.keepuntil.catalog;

import java.util.List;

/**
 * A foreign key that holds in one partition only, or leads to one partition only.
 *
 * @param from where the key stands, with its schema: a partition, or a table
 * @param fromTable the object identifier of the whole table
 * @param to where it leads, with its schema: a partition, or a table
 * @param toTable the object identifier of the whole table
 */
public record PartitionKey(String name, String from, long fromTable, List<String> columns, String to, long toTable) {
    public PartitionKey {
        columns = List.copyOf(columns);
    }
}
