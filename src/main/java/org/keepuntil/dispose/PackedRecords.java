package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.keepuntil.control.RowSet;
import org.keepuntil.decide.Act;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** The packages that records of a batch are in, and whether the records are still what was packed. */
final class PackedRecords {
    private static final String CHANGED = "changed since it was packed for transfer; the next run packs it anew";
    private static final String NOT_PACKED = "is in no package for transfer";

    private final JdbcTemplate jdbc;
    private final Map<Long, Packed> packed = new HashMap<>();

    PackedRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A record in a package.
     *
     * @param n its number there
     * @param bag the package's digest
     * @param content digest of what it was
     */
    record Packed(
            long transfer, long n, String bag, String rule, int stage, String content, boolean copy, String state) {
        /** Whether it was packed for this act, and nothing is left to be waited for. */
        boolean isFor(Act act) {
            return act.rule().id().equals(rule)
                    && act.stage() == stage
                    && copy == act.sendsCopy()
                    && state.equals(copy ? "copied" : "accepted");
        }
    }

    /** Whether they are records of which a copy was sent; a group is that or not. */
    boolean areCopies(Set<Long> numbers) {
        return numbers.stream().anyMatch(n -> packed.containsKey(n) && of(n).copy());
    }

    Packed of(Long n) {
        return Objects.requireNonNull(packed.get(n));
    }

    /** Of the records to be transferred, those that are not now what was packed get their outcome, and their packing is void. */
    void setAside(
            ClassRun run,
            Whole whole,
            NamedFiles files,
            Set<Long> going,
            Map<Long, Reevaluation.Verdict> verdicts,
            OutcomeRows outcomes) {
        read(run, going);
        Map<Long, String> now = new RecordContent(run, whole, files, jdbc).read(going, (table, line) -> {});
        RowSet gone = RowSet.of("package bigint", "n bigint");
        for (Long n : new TreeSet<>(going)) {
            Packed was = packed.get(n);
            Act act = Objects.requireNonNull(verdicts.get(n)).act().orElseThrow();
            if (was == null || !was.isFor(act)) {
                outcomes.add(n, Outcome.NOT_REACHED, NOT_PACKED);
                going.remove(n);
            } else if (!was.content().equals(now.get(n))) {
                outcomes.add(n, Outcome.NO_LONGER_DUE, CHANGED);
                going.remove(n);
                gone.add(was.transfer(), was.n());
            }
        }
        gone.update(
                jdbc,
                "delete from keepuntil.transfer_record d using {rows} g where d.package = g.package and d.n = g.n");
    }

    private void read(ClassRun run, Set<Long> numbers) {
        Sql query = Sql.concat("""
                select c.n, p.id, t.n, p.digest, t.rule, t.stage, coalesce(t.content, ''), p.copy, p.state
                from keepuntil.candidate c
                join keepuntil.transfer_record t on t.class = c.class and t.key = c.key
                join keepuntil.transfer_package p on p.id = t.package
                where p.digest is not null and\s""", ListPart.of("c", run.run(), run.name(), numbers));
        jdbc.query(
                query.text(),
                row -> {
                    packed.put(
                            row.getLong(1),
                            new Packed(
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getInt(6),
                                    row.getString(7),
                                    row.getBoolean(8),
                                    row.getString(9)));
                },
                query.values().toArray());
    }
}
