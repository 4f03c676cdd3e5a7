package org.keepuntil.catalog;

import java.util.List;
import java.util.Map;

/**
 * What hangs on the tables of a database besides columns and keys.
 *
 * @param sequences those that a table takes the values of columns from, by its object identifier; not those of identity columns
 * @param children the tables that inherit from a table, by object identifier; partitions are not among them
 */
record Attached(
        List<View> views,
        List<Trigger> triggers,
        List<RewriteRule> rules,
        List<Policy> policies,
        List<PartitionKey> partitionKeys,
        Map<Long, List<Sequence>> sequences,
        Map<Long, List<Long>> children) {
    Attached {
        views = List.copyOf(views);
        triggers = List.copyOf(triggers);
        rules = List.copyOf(rules);
        policies = List.copyOf(policies);
        partitionKeys = List.copyOf(partitionKeys);
        sequences = Map.copyOf(sequences);
        children = Map.copyOf(children);
    }
}
