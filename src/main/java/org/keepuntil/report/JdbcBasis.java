package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.InForce.Covered;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.residue.Level;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads who approved a run, how far its destruction was measured, and which checkpoint takes in its entries. */
final class JdbcBasis {
    private final DataSource database;
    private final JdbcTemplate jdbc;

    JdbcBasis(DataSource database) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
    }

    Basis read(Run run, PlanDigests digests, List<ClassReport> classes, Optional<RunFacts.LogRange> log) {
        return new Basis(
                approvals(run, digests, classes), residue(run), looks(run), log.flatMap(range -> sealed(range.last())));
    }

    /** Those of the very plan, and the standing ones that covered what was due while the run went on. */
    private List<Approval> approvals(Run run, PlanDigests digests, List<ClassReport> classes) {
        Set<Covered> due = classes.stream()
                .flatMap(c -> c.rules().stream()
                        .filter(RuleReport::needsApproval)
                        .map(rule -> new Covered(c.name(), rule.id())))
                .collect(Collectors.toSet());
        return Approvals.of(database).all().stream()
                .filter(approval -> approval.run()
                        .map(id -> id == run.id())
                        .orElseGet(() -> stood(approval, run)
                                && sameBasis(approval.digests(), digests)
                                && approval.rules().stream().anyMatch(due::contains)))
                .sorted(Comparator.comparing(Approval::at))
                .toList();
    }

    private static boolean stood(Approval approval, Run run) {
        Instant ended = run.finishedAt().orElse(Instant.MAX);
        return approval.at().isBefore(ended)
                && approval.expires().isAfter(run.startedAt())
                && approval.withdrawal()
                        .filter(taken -> !taken.at().isAfter(run.startedAt()))
                        .isEmpty();
    }

    private static boolean sameBasis(PlanDigests approved, PlanDigests run) {
        return approved.schedule().equals(run.schedule())
                && approved.binding().equals(run.binding())
                && approved.catalog().equals(run.catalog());
    }

    private List<Residue> residue(Run run) {
        if (!exists("keepuntil.residue")) {
            return List.of();
        }
        return jdbc.query(
                """
                select relation, class, rows, l1_at, l2_at, l3_at, concat_ws('; ', l3_by, l4_by) as means, l4_at, backups_until, ground_level, ground
                from keepuntil.residue where run = ? order by class, relation""",
                (row, n) -> {
                    Map<Level, Instant> reached = new EnumMap<>(Level.class);
                    List<Level> timed = List.of(Level.L1, Level.L2, Level.L3, Level.L4);
                    for (Level level : timed) {
                        OffsetDateTime at = row.getObject(level.name() + "_at", OffsetDateTime.class);
                        if (at != null) {
                            reached.put(level, at.toInstant());
                        }
                    }
                    String ground = row.getString("ground");
                    return new Residue(
                            row.getString("relation"),
                            row.getString("class"),
                            row.getLong("rows"),
                            reached,
                            Optional.of(row.getString("means")).filter(means -> !means.isEmpty()),
                            Optional.ofNullable(row.getObject("backups_until", LocalDate.class)),
                            ground == null
                                    ? Optional.empty()
                                    : Optional.of(
                                            new Residue.Stop(String.valueOf(row.getString("ground_level")), ground)));
                },
                run.id());
    }

    private List<Look> looks(Run run) {
        return jdbc.query(
                "select class, looked, found, reached is null from keepuntil.watch where run = ? order by class",
                (row, n) -> new Look(row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4)),
                run.id());
    }

    /** The first that takes in the entry: whoever writes the report again next year is shown the same. */
    private Optional<SealedLog> sealed(long lastEntry) {
        if (!exists("keepuntil.checkpoint")) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        "select size, root, note, sealed_at from keepuntil.checkpoint where size > ? order by size limit 1",
                        (row, n) -> new SealedLog(
                                row.getLong(1),
                                Base64.getEncoder().encodeToString(row.getBytes(2)),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                keys(row.getString(3))),
                        lastEntry)
                .stream()
                .findFirst();
    }

    /** The keys whose hashes the note's signatures begin with. */
    private List<String> keys(String note) {
        Set<String> hashes = note.lines()
                .filter(line -> line.startsWith(SealedLog.SIGNATURE))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .map(SealedLog::hash)
                .collect(Collectors.toSet());
        return jdbc.queryForList("select vkey from keepuntil.log_key order by added_at, vkey", String.class).stream()
                .filter(key -> hashes.stream().anyMatch(hash -> key.contains("+" + hash + "+")))
                .toList();
    }

    private boolean exists(String table) {
        return Boolean.TRUE.equals(jdbc.queryForObject("select to_regclass(?) is not null", Boolean.class, table));
    }
}
