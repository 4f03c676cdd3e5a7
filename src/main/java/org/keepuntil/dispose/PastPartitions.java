package org.keepuntil.dispose;

import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.keepuntil.catalog.Partition;
import org.keepuntil.catalog.Partitions;
import org.keepuntil.sql.Sql;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Drops the partitions of a class of which every row is to go, before its records are gone through one by one. Whatever keeps a partition
 * leaves it to the ordinary way: nothing here ends a run that the ordinary way would not.
 */
final class PastPartitions {
    private static final int ATTEMPTS = 3;
    private static final long MILLIS_BETWEEN = 200;

    /** Statistics of a table may be this much off and it is looked at all the same. */
    private static final double SLACK = 1.25;

    private static final int FEW = 1000;

    private final JdbcTemplate jdbc;
    private final PartitionDrop drop;
    private final DroppedRows dropped;
    private final ProgressRows progress;

    PastPartitions(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.drop = new PartitionDrop(database);
        this.dropped = new DroppedRows(jdbc);
        this.progress = new ProgressRows(jdbc);
    }

    /** Those of the table of the class, the largest first. */
    static List<Partition> of(ClassRun run, JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<List<Partition>>) connection -> Partitions.past(
                connection, run.work().layout().root(), run.run().asOf(), null)));
    }

    static boolean mayGo(Partition partition) {
        return partition.missing().isEmpty() && partition.obstacles().isEmpty();
    }

    /** The records of the list that went with partitions, in this attempt at the run or in an earlier one. */
    BitSet gone(ClassRun run) {
        return run.work().layout().dropsPartitions() ? dropped.of(run.run().id(), run.name()) : new BitSet();
    }

    /** Drops what may be dropped; false where it was told to stop. */
    boolean drop(ClassRun run, Throttle throttle) {
        if (!run.work().layout().dropsPartitions()
                || PartitionShape.against(run.work(), run.sql()).isPresent()) {
            return true;
        }
        ProgressRows.Position at = progress.position(run);
        // where some went one by one, a run was taken up that had got past its partitions
        if (at.planned() == at.done()
                || at.planned() >= Integer.MAX_VALUE
                || at.done() != gone(run).cardinality()) {
            return true;
        }
        Set<Long> gone = new HashSet<>();
        for (Partition partition : of(run, jdbc)) {
            boolean inside = partition.above().stream().anyMatch(gone::contains);
            if (!inside && mayGo(partition) && mayBeWhole(partition, at) && isListed(run, partition)) {
                if (!throttle.admits((int) Math.max(1, partition.rows()))) {
                    return false;
                }
                if (attempt(run, partition)) {
                    gone.add(partition.oid());
                }
            }
        }
        return true;
    }

    /** What is not clear from the database's own statistics is looked at. */
    private static boolean mayBeWhole(Partition partition, ProgressRows.Position at) {
        return partition.rows() <= (at.planned() - at.done()) * SLACK + FEW;
    }

    /** Whether it has rows and all of them are on the list: a look that takes no lock. */
    private boolean isListed(ClassRun run, Partition partition) {
        String name = PartitionRows.name(partition);
        Sql query = Sql.concat(
                "select exists (select 1 from " + name + ") and not exists (select 1 from " + name
                        + " r where not exists (select 1 from keepuntil.candidate c where ",
                Sql.of(
                        "c.run = ? and c.class = ? and c.act = 'destroy' and ",
                        run.run().id(),
                        run.name()),
                run.sql().keyIs("c.key"),
                "))");
        return Boolean.TRUE.equals(
                jdbc.queryForObject(query.text(), Boolean.class, query.values().toArray()));
    }

    private boolean attempt(ClassRun run, Partition partition) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                drop.drop(run, partition);
                return true;
            } catch (PartitionDecision.StaysException | UnexpectedRowsException | UncheckedIOException e) {
                return false;
            } catch (DataAccessException e) {
                if (Patience.endsRun(e)) {
                    throw e;
                }
                if (!Patience.passes(e)) {
                    return false;
                }
                Patience.pause(MILLIS_BETWEEN);
            }
        }
        return false;
    }
}
