package org.keepuntil.dispose;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FileFate;
import org.keepuntil.control.RowSet;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A few hundred at a time, each lot in a transaction that confirms it: what is removed and not confirmed, because the program was killed
 * in between, is found absent by the next run.
 */
final class JdbcFileRemoval implements FileRemoval {
    private static final int LOT = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final Workload workload;

    JdbcFileRemoval(DataSource database, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.workload = workload;
    }

    /** A file that is to go. */
    private record ToGo(
            long id, String recordClass, String reference, String table, String store, String path, String state) {
        /** Where it is, if it is where it should be. */
        Optional<Path> place() {
            return new DirectoryStore(Path.of(store))
                    .inside(path)
                    .map(Path.of(store).normalize()::resolve);
        }
    }

    @Override
    public Removed remove(Run run, BooleanSupplier stop) {
        Map<FileFate, Long> counts = new EnumMap<>(FileFate.class);
        long[] last = {0};
        boolean more = true;
        while (more && !stop.getAsBoolean()) {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                runs.enter(run, Runs.SILENCE_WITH_FILES);
                List<ToGo> lot = next(last[0]);
                if (!lot.isEmpty()) {
                    remove(run, lot, counts);
                    last[0] = lot.get(lot.size() - 1).id();
                }
                return lot.size() == LOT;
            }));
        }
        return new Removed(counts);
    }

    private List<ToGo> next(long after) {
        return jdbc.query(
                "select id, class, key_ref, table_name, store, path, state from keepuntil.file where id > ?"
                        + " order by id limit " + LOT,
                (row, n) -> new ToGo(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)),
                after);
    }

    private void remove(Run run, List<ToGo> lot, Map<FileFate, Long> counts) {
        FileFates fates = new FileFates(run.id());
        RowSet done = RowSet.of("id bigint");
        RowSet left = RowSet.of("id bigint", "state text");
        Map<String, FileStore> stores = new HashMap<>();
        // looked at as late as can be: whoever names a file in this moment keeps it
        Set<Path> named = new StillNamed(workload.files(), jdbc)
                .files(lot.stream().flatMap(f -> f.place().stream()).toList());
        for (ToGo file : lot) {
            FileFate fate = file.place().filter(named::contains).isPresent()
                    ? FileFate.KEPT
                    : stores.computeIfAbsent(file.store(), s -> new DirectoryStore(Path.of(s)))
                            .remove(file.path());
            counts.merge(fate, 1L, Long::sum);
            if (fate.isFinal()) {
                done.add(file.id());
            } else {
                left.add(file.id(), fate.word());
            }
            if (!file.state().equals(fate.word())) {
                fates.add(file.recordClass(), file.reference(), file.table(), fate);
            }
        }
        stores.values().forEach(FileStore::sync);
        done.update(jdbc, "delete from keepuntil.file f using {rows} r where f.id = r.id");
        left.update(
                jdbc,
                "update keepuntil.file f set state = r.state, tries = f.tries + 1 from {rows} r where f.id = r.id");
        List<Entry> entries = fates.entries();
        runs.hold(run);
        if (!entries.isEmpty()) {
            log.append(run.id(), entries);
        }
    }
}
