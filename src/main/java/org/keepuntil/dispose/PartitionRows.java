package org.keepuntil.dispose;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Partition;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of a partition and those that hang on them, each table in one statement. */
record PartitionRows(Partition partition, JdbcTemplate jdbc) {
    /** As SQL writes it. */
    static String name(Partition partition) {
        return Identifier.quote(partition.schema()) + "." + Identifier.quote(partition.name());
    }

    String name() {
        return name(partition);
    }

    static String parent(Partition partition) {
        return Identifier.quote(partition.parentSchema()) + "." + Identifier.quote(partition.parentName());
    }

    /** How many rows it has. */
    long count() {
        return number("select count(*) from " + name());
    }

    /**
     * Locks the rows to which a chain leads, and waits for nobody.
     *
     * @param alone whether nobody may refer to them either
     * @return how many there are
     * @throws PessimisticLockingFailureException if somebody else has one of them
     */
    long lock(List<Step> way, boolean alone) {
        Table end = end(way);
        long locked = number("select count(*) from (select 1 from " + Identifier.of(end) + " x where " + hangs(way)
                + (alone ? " for update" : " for share") + " of x skip locked) l");
        // all that could have come is locked out by now: what is there and was not locked is somebody else's
        long there = number("select count(*) from " + Identifier.of(end) + " x where " + hangs(way));
        if (there != locked) {
            throw new PessimisticLockingFailureException(
                    "a row is locked", new SQLException("a row of " + end + " is locked", Patience.LOCKED));
        }
        return locked;
    }

    /** Deletes the rows to which a chain leads; returns how many went, by the table or partition that had them. */
    Map<Long, Long> delete(List<Step> way) {
        return touched("delete from " + Identifier.of(end(way)) + " x where " + hangs(way));
    }

    /** Cuts the links of rows that stay; returns how many were cut. */
    Map<Long, Long> unlink(Layout.Edge edge, List<Step> way) {
        List<String> cut =
                edge.cut().stream().map(c -> Identifier.quote(c) + " = null").toList();
        return touched(
                "update " + Identifier.of(edge.from()) + " x set " + String.join(", ", cut) + " where " + hangs(way));
    }

    private Map<Long, Long> touched(String statement) {
        Map<Long, Long> rows = new LinkedHashMap<>();
        jdbc.query(
                "with touched as (" + statement
                        + " returning x.tableoid) select tableoid::bigint, count(*) from touched group by 1",
                row -> {
                    rows.put(row.getLong(1), row.getLong(2));
                });
        return rows;
    }

    /** Joins to each row {@code r} of the partition how many rows a chain leads to from it, as {@code alias.n}; null where there is none. */
    String countedBy(List<Step> way, String alias) {
        int last = way.size();
        return " left join (select f0.tableoid as t, f0.ctid as p, count(*) as n from " + from(way, last)
                + " group by 1, 2) " + alias + " on " + alias + ".p = r.ctid and " + alias + ".t = r.tableoid";
    }

    /** Whether a row {@code x} at the end of a chain hangs on a row of the partition. */
    private String hangs(List<Step> way) {
        int last = way.size() - 1;
        return "exists (select 1 from " + from(way, last) + " where " + on(way.get(last), "f" + last, "x") + ")";
    }

    /** The partition as {@code f0}, and what so many steps lead to as {@code f1} and on. */
    private String from(List<Step> way, int steps) {
        StringBuilder from = new StringBuilder(name()).append(" f0");
        for (int i = 0; i < steps; i++) {
            from.append(" join ")
                    .append(Identifier.of(way.get(i).to()))
                    .append(" f")
                    .append(i + 1)
                    .append(" on ")
                    .append(on(way.get(i), "f" + i, "f" + (i + 1)));
        }
        return from.toString();
    }

    private static String on(Step step, String near, String far) {
        return step.direction() == Step.Direction.TO_PARENT
                ? Identifier.match(step.key(), near, far)
                : Identifier.match(step.key(), far, near);
    }

    private static Table end(List<Step> way) {
        return way.get(way.size() - 1).to();
    }

    private long number(String query) {
        Long number = jdbc.queryForObject(query, Long.class);
        return number == null ? 0 : number;
    }
}
