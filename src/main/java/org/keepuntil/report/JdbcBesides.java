package org.keepuntil.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.FileFate;
import org.keepuntil.audit.FileGone;
import org.keepuntil.audit.Refreshed;
import org.keepuntil.audit.Transferred;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the log says of files, packages and views, and what was decided of the packages. */
final class JdbcBesides {
    private static final Set<String> KINDS = Set.of(FileGone.KIND, Transferred.KIND, Refreshed.KIND);

    private JdbcBesides() {}

    static Besides read(JdbcTemplate jdbc, DataSource database, Run run) {
        Map<FileFate, Long> files = new EnumMap<>(FileFate.class);
        Map<Long, Long> went = new HashMap<>();
        List<Besides.View> views = new ArrayList<>();
        AuditLog.of(JdbcClient.create(database)).read(run.id(), KINDS, entry -> {
            if (entry instanceof FileGone gone) {
                files.merge(gone.fate(), gone.files(), Long::sum);
            } else if (entry instanceof Transferred transferred) {
                went.merge(transferred.transfer(), 1L, Long::sum);
            } else if (entry instanceof Refreshed refreshed) {
                views.add(new Besides.View(refreshed.view(), refreshed.done()));
            }
        });
        return new Besides(files, packages(jdbc, run, went), partitions(jdbc, run), views);
    }

    private static List<Besides.Partition> partitions(JdbcTemplate jdbc, Run run) {
        return jdbc.query(
                "select relation, root, rows from keepuntil.dropped_partition where run = ? order by root, relation",
                (row, n) -> new Besides.Partition(row.getString(1), row.getString(2), row.getLong(3)),
                run.id());
    }

    private static List<Besides.Parcel> packages(JdbcTemplate jdbc, Run run, Map<Long, Long> went) {
        return jdbc.query(
                """
                select id, class, copy, run = ?, coalesce(records, 0), state, coalesce(digest, ''), taken_by, decided_on, accession
                from keepuntil.transfer_package where run = ? or id = any(?) order by id""",
                (row, n) -> {
                    long id = row.getLong(1);
                    @Nullable String accession = row.getString(10);
                    return new Besides.Parcel(
                            id,
                            row.getString(2),
                            row.getBoolean(3),
                            row.getBoolean(4),
                            row.getLong(5),
                            went.getOrDefault(id, 0L),
                            row.getString(6),
                            row.getString(7),
                            accession == null
                                    ? Optional.empty()
                                    : Optional.of(new Besides.Acceptance(
                                            row.getString(8), row.getObject(9, LocalDate.class), accession)));
                },
                run.id(),
                run.id(),
                went.keySet().toArray(Long[]::new));
    }
}
