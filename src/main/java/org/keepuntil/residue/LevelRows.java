package org.keepuntil.residue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.LevelReached;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.RowCheck;
import org.keepuntil.audit.verify.RowEntries.Logged;
import org.keepuntil.audit.verify.Rows;
import org.keepuntil.audit.verify.Verification;

/** Each level that a row says was reached, held against its entry. */
public final class LevelRows implements Verification {
    private static final String TABLE = "residue";

    /** The columns of a level: when it was reached and, of some, how. */
    private record Columns(String at, Optional<String> by) {}

    private static final Map<Level, Columns> COLUMNS = Map.of(
            Level.L1, new Columns("l1_at", Optional.empty()),
            Level.L2, new Columns("l2_at", Optional.empty()),
            Level.L3, new Columns("l3_at", Optional.of("l3_by")),
            Level.L4, new Columns("l4_at", Optional.of("l4_by")));

    private final Map<Purged, Map<Level, Logged<LevelReached>>> reached = new HashMap<>();

    /** What a row is known by. */
    private record Purged(long run, String recordClass, String relation) {
        @Override
        public String toString() {
            return "of run " + run + ", " + recordClass + ", " + relation;
        }
    }

    @Override
    public String name() {
        return "what is left of rows";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof LevelReached of) {
            COLUMNS.keySet().stream()
                    .filter(level -> level.name().equals(of.level()))
                    .forEach(level -> take(level, index, of));
        }
    }

    private void take(Level level, long index, LevelReached entry) {
        Map<Level, Logged<LevelReached>> levels = reached.computeIfAbsent(
                new Purged(entry.run(), entry.recordClass(), entry.relation()), row -> new EnumMap<>(Level.class));
        if (level == Level.L1) {
            // a run that goes on where it was left has done more: all levels have to be reached again
            levels.clear();
        }
        levels.put(level, new Logged<>(index, entry));
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Map<Purged, Map<Level, Logged<LevelReached>>> unseen = new HashMap<>(reached);
        Rows.read(database, "select * from keepuntil.residue order by run, class, relation", row -> {
            Purged trace = new Purged(row.getLong("run"), Rows.text(row, "class"), Rows.text(row, "relation"));
            Map<Level, Logged<LevelReached>> levels = unseen.remove(trace);
            compare(row, trace, levels == null ? Map.of() : levels, findings);
        });
        unseen.forEach((trace, levels) -> findings.add(new Finding(
                "keepuntil." + TABLE + ", row " + trace,
                "is missing; entry " + levels.values().iterator().next().index() + " is of it")));
        return findings;
    }

    private static void compare(
            ResultSet row, Purged trace, Map<Level, Logged<LevelReached>> levels, List<Finding> findings)
            throws SQLException {
        // a run that went on and could not be sure of the first level leaves the levels of before in the log
        boolean begunAgain = row.getObject("l1_at") == null && "L1".equals(row.getString("ground_level"));
        for (Level level : Level.values()) {
            Columns columns = COLUMNS.get(level);
            if (columns == null || begunAgain) {
                continue;
            }
            boolean said = row.getObject(columns.at()) != null;
            Logged<LevelReached> logged = levels.get(level);
            if (said != (logged != null)) {
                findings.add(new Finding(
                        "keepuntil." + TABLE + ", row " + trace,
                        logged == null
                                ? "says that " + level + " is reached, and no entry says so"
                                : "does not say that " + level + " is reached, and entry " + logged.index() + " does"));
            } else if (logged != null) {
                RowCheck check = new RowCheck(TABLE, trace)
                        .same(
                                "when " + level + " was reached",
                                Rows.second(row, columns.at()),
                                Optional.of(logged.entry().at()));
                if (columns.by().isPresent()) {
                    check.same(
                            "how " + level + " was reached",
                            Rows.text(row, columns.by().get()),
                            logged.entry().by());
                }
                check.against(logged.index()).ifPresent(findings::add);
            }
        }
    }
}
