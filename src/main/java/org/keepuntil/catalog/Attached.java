package org.keepuntil.catalog;

import java.util.List;
import java.util.Map;

/**
 * What hangs on the tables of a database besides columns and keys.
 *
 * @param children the tables that inherit from a table, by object identifier; partitions are not among them
 */
record Attached(
        List<View> views,
        List<Trigger> triggers,
        List<RewriteRule> rules,
        List<Policy> policies,
        List<PartitionKey> partitionKeys,
        Map<Long, List<Long>> children) {
    Attached {
        views = List.copyOf(views);
        triggers = List.copyOf(triggers);
        rules = List.copyOf(rules);
        policies = List.copyOf(policies);
        partitionKeys = List.copyOf(partitionKeys);
        children = Map.copyOf(children);
    }
}
