package org.keepuntil.dispose;

import java.util.Arrays;
import java.util.BitSet;
import org.keepuntil.catalog.Partition;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which records of a run's list went with a partition: a bit for each, so that whoever goes through the list passes them over. */
public record DroppedRows(JdbcTemplate jdbc) {
    /** Of all partitions that the run has dropped so far. */
    public BitSet of(long run, String recordClass) {
        BitSet all = new BitSet();
        jdbc.query(
                "select numbers from keepuntil.dropped_partition where run = ? and class = ?",
                row -> {
                    all.or(BitSet.valueOf(row.getBytes(1)));
                },
                run,
                recordClass);
        return all;
    }

    /**
     * Writes down that a partition is dropped, in the transaction that does it.
     *
     * @param planned how long the list is
     */
    void write(ClassRun run, Partition partition, BitSet numbers, long planned) {
        int bytes = Math.toIntExact(planned / Byte.SIZE + 1);
        jdbc.update(
                """
                insert into keepuntil.dropped_partition (run, class, relation, root, rows, numbers)
                values (?, ?, format('%I.%I', ?::text, ?::text), format('%I.%I', ?::text, ?::text), ?, ?)""",
                run.run().id(),
                run.name(),
                partition.schema(),
                partition.name(),
                run.work().layout().root().schema(),
                run.work().layout().root().name(),
                numbers.cardinality(),
                Arrays.copyOf(numbers.toByteArray(), bytes));
    }
}
