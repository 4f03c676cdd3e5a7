package org.keepuntil.catalog;

import java.util.List;

/**
 * A partition of a time that is over.
 *
 * @param oid its object identifier
 * @param parentSchema the schema of the table of which it is a part directly: of the whole table, or of a partition of it
 * @param above the object identifiers of all the tables of which it is a part
 * @param rows how many rows it has, as the planner of the database knows; negative where it does not
 * @param missing the owners, of it and of its parent, whose rights the role has not that was asked for: it takes both to drop it
 * @param obstacles why it may not be dropped although every row of it is to go, in words that follow its name
 */
public record Partition(
        long oid,
        String schema,
        String name,
        String parentSchema,
        String parentName,
        List<Long> above,
        double rows,
        List<String> missing,
        List<String> obstacles) {
    public Partition {
        above = List.copyOf(above);
        missing = List.copyOf(missing);
        obstacles = List.copyOf(obstacles);
    }

    /** {@code schema.name}, for people. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
