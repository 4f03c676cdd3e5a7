package org.keepuntil.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Flagged;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.decide.Docket;
import org.keepuntil.dispose.DroppedRows;
import org.keepuntil.report.FrozenSchedules.FrozenClass;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of a run, a row after the other: what was done from the log, what was not from the control schema. */
final class JdbcRunRows {
    private static final int FETCH = 1000;

    private final JdbcTemplate jdbc;
    private final AuditLog log;
    private final Run run;
    private final Supplier<TokenKey> tokens;
    private final Map<String, String> tables = new HashMap<>();

    JdbcRunRows(DataSource database, Run run, FrozenSchedules schedules, Supplier<TokenKey> tokens) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(FETCH);
        this.log = AuditLog.of(JdbcClient.create(database));
        this.run = run;
        this.tokens = tokens;
        for (FrozenSchedules.Frozen schedule : schedules.schedules()) {
            for (FrozenClass frozen : schedule.classes()) {
                tables.put(frozen.name(), String.valueOf(frozen.table()));
            }
        }
    }

    /** What the log says of each record that was disposed of. */
    Rows<RegisterRow> register() {
        return consumer -> log.readIndexed(run.id(), (index, entry) -> {
            if (entry instanceof Disposed disposed) {
                consumer.accept(row(index, disposed));
            } else if (entry instanceof Altered altered && !altered.rule().equals(Altered.ANONYMITY)) {
                consumer.accept(row(index, altered));
            }
        });
    }

    private RegisterRow row(long index, Altered altered) {
        Map<String, ComponentCount> components = new TreeMap<>();
        altered.changed()
                .forEach((table, rows) ->
                        components.merge(table, new ComponentCount(table, 0, 0, rows), ComponentCount::plus));
        altered.removed()
                .forEach((table, rows) ->
                        components.merge(table, new ComponentCount(table, rows, 0), ComponentCount::plus));
        altered.unlinked()
                .forEach((table, rows) ->
                        components.merge(table, new ComponentCount(table, 0, rows), ComponentCount::plus));
        components.remove(tables.getOrDefault(altered.recordClass(), ""));
        return new RegisterRow(
                index,
                altered.recordClass(),
                altered.reference(),
                altered.deed() == Docket.Deed.REDACTED ? Disposal.REDACT : Disposal.ANONYMISE,
                altered.rule(),
                altered.asOf(),
                altered.deed().word(),
                new ArrayList<>(components.values()));
    }

    private RegisterRow row(long index, Disposed disposed) {
        Map<String, ComponentCount> components = new TreeMap<>();
        disposed.removed().forEach((table, rows) -> components.put(table, new ComponentCount(table, rows, 0)));
        disposed.unlinked()
                .forEach((table, rows) -> components.merge(
                        table,
                        new ComponentCount(table, 0, rows),
                        (a, b) -> new ComponentCount(table, a.removed(), b.unlinked())));
        components.remove(tables.getOrDefault(disposed.recordClass(), ""));
        return new RegisterRow(
                index,
                disposed.recordClass(),
                disposed.reference(),
                disposed.act(),
                disposed.rule(),
                disposed.asOf(),
                new ArrayList<>(components.values()));
    }

    /** The marks that the run set and took away, by class. */
    Map<String, List<ClassReport.FlagCount>> flags() {
        Map<String, List<ClassReport.FlagCount>> flags = new LinkedHashMap<>();
        log.read(run.id(), Set.of(Flagged.KIND), entry -> {
            if (entry instanceof Flagged flagged) {
                flags.computeIfAbsent(flagged.recordClass(), name -> new ArrayList<>())
                        .add(new ClassReport.FlagCount(flagged.rule(), flagged.added(), flagged.removed()));
            }
        });
        return flags;
    }

    /** Each record that was planned and is not done. */
    Rows<ExceptionRow> exceptions() {
        return consumer -> {
            jdbc.query(
                    """
                    select class, key_ref, outcome, coalesce(reason, '') from keepuntil.outcome
                    where run = ? order by class, n""",
                    row -> {
                        consumer.accept(new ExceptionRow(
                                row.getString(1), row.getString(2), outcome(row.getString(3)), row.getString(4)));
                    },
                    run.id());
            if (!run.state().closed()) {
                notReached(consumer);
            }
        };
    }

    /** A run that was left still has its list: what lies beyond the place that it came to. */
    private void notReached(Consumer<? super ExceptionRow> consumer) {
        Map<String, BitSet> dropped = new HashMap<>();
        jdbc.query(
                "select class, n, key from keepuntil.unreached where run = ? order by class, n",
                row -> {
                    String recordClass = row.getString(1);
                    if (dropped.computeIfAbsent(recordClass, c -> new DroppedRows(jdbc).of(run.id(), c))
                            .get(Math.toIntExact(row.getLong(2)))) {
                        return;
                    }
                    List<String> key = List.of((String[]) row.getArray(3).getArray());
                    consumer.accept(new ExceptionRow(
                            recordClass, tokens.get().reference(recordClass, key), Outcome.NOT_REACHED, ""));
                },
                run.id());
    }

    /** The outcome that the control schema has a word for. */
    static Outcome outcome(String word) {
        return switch (word) {
            case "held" -> Outcome.NEWLY_HELD;
            case "no longer due" -> Outcome.NO_LONGER_DUE;
            case "gone" -> Outcome.GONE;
            case "referred to" -> Outcome.REFERRED_TO;
            case "deferred" -> Outcome.DEFERRED;
            case "failed" -> Outcome.FAILED;
            case "not reached" -> Outcome.NOT_REACHED;
            default -> throw new IllegalArgumentException("no outcome is named " + word);
        };
    }
}
