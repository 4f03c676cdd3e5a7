package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.decide.Docket;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** The candidates of a batch, with their rows locked as far as they are there and nobody else has them. */
record Candidates(
        Map<Long, RecordKey> keys,
        Map<Long, Listed> acts,
        Map<Long, String> grounds,
        Places roots,
        Set<Long> gone,
        Set<Long> putOff,
        Set<Long> doubled) {

    /**
     * What was planned for a record.
     *
     * @param act the word of the act; empty in a plan of an earlier version
     */
    record Listed(Docket.Stage stage, Optional<String> act) {}

    /** Locks the records' own rows. */
    static Candidates lock(ClassRun run, List<Long> numbers, JdbcTemplate jdbc) {
        Table root = run.work().layout().root();
        Candidates found = new Candidates(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new Places(root),
                new HashSet<>(),
                new HashSet<>(),
                new HashSet<>());
        // how many there are the planner can't know: nothing here gets slower than their number if it guesses badly
        Sql query = Sql.concat(
                "with want as materialized (",
                "select c.n, c.key, c.rule, c.stage, c.ground, c.act, r.tableoid as xt, r.ctid as xp from keepuntil.candidate c left join ",
                Identifier.of(root),
                " r on ",
                run.sql().keyIs("c.key"),
                " where ",
                ListPart.of("c", run.run(), run.name(), numbers),
                "), got as materialized (",
                Locker.locked(root, Locker.Strength.UPDATE),
                ")",
                " select n, key, rule, stage, xt::bigint, xp::text, coalesce((xt, xp) in (select t, p from got), false), ground, act",
                " from want order by n");
        jdbc.query(
                query.text(),
                row -> {
                    Long n = row.getLong(1);
                    RecordKey key =
                            new RecordKey(List.of((String[]) row.getArray(2).getArray()));
                    if (found.keys.put(n, key) != null) {
                        found.doubled.add(n);
                    }
                    found.acts.put(
                            n,
                            new Listed(
                                    new Docket.Stage(row.getString(3), row.getInt(4)),
                                    Optional.ofNullable(row.getString(9))));
                    String ground = row.getString(8);
                    if (ground != null) {
                        found.grounds.put(n, ground);
                    }
                    String ctid = row.getString(6);
                    if (ctid == null) {
                        found.gone.add(n);
                    } else if (row.getBoolean(7)) {
                        found.roots.add(new RowPlace(row.getLong(5), ctid), Set.of(n));
                    } else {
                        found.putOff.add(n);
                    }
                },
                query.values().toArray());
        return found;
    }

    String reference(Long n, ClassRun run) {
        return run.tokens().reference(run.name(), key(n).parts());
    }

    RecordKey key(Long n) {
        RecordKey key = keys.get(n);
        if (key == null) {
            throw new IllegalArgumentException("no candidate has the number " + n);
        }
        return key;
    }

    /** On what the decision rested that was approved with the very list; empty where that does not matter. */
    Optional<String> ground(Long n) {
        return Optional.ofNullable(grounds.get(n));
    }

    /** The act for which the record was listed. */
    Listed act(Long n) {
        return Objects.requireNonNull(acts.get(n));
    }

    /** The numbers of the records whose rows are locked. */
    Set<Long> locked() {
        Set<Long> locked = new TreeSet<>();
        roots.rows().forEach(p -> locked.addAll(roots.owners(p)));
        return locked;
    }
}
