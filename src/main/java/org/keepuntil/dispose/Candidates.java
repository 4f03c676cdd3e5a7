package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** The candidates of a batch, with their rows locked as far as they are there and nobody else has them. */
record Candidates(
        Map<Long, RecordKey> keys,
        Map<Long, String> rules,
        Places roots,
        Set<Long> gone,
        Set<Long> putOff,
        Set<Long> doubled) {

    /** Locks the records' own rows. */
    static Candidates lock(ClassRun run, List<Long> numbers, JdbcTemplate jdbc) {
        Table root = run.work().layout().root();
        Long[] ns = numbers.toArray(Long[]::new);
        Candidates found = new Candidates(
                new HashMap<>(), new HashMap<>(), new Places(root), new HashSet<>(), new HashSet<>(), new HashSet<>());
        Sql frozen = new Sql(
                "select n, key, rule from keepuntil.candidate where run = ? and class = ? and n = any(?)",
                List.of(run.run().id(), run.name(), ns));
        Sql query = Sql.concat(
                "with candidate as materialized (",
                frozen,
                "), want as materialized (",
                "select c.n, r.tableoid as xt, r.ctid as xp from candidate c join ",
                Identifier.of(root),
                " r on ",
                run.sql().keyIs("c.key"),
                "), got as materialized (",
                Locker.locked(root, Locker.Strength.UPDATE),
                ")",
                " select c.n, c.key, c.rule, w.xt::bigint, w.xp::text, g.p is not null from candidate c",
                " left join want w on w.n = c.n left join got g on g.t = w.xt and g.p = w.xp order by c.n");
        jdbc.query(
                query.text(),
                row -> {
                    Long n = row.getLong(1);
                    RecordKey key =
                            new RecordKey(List.of((String[]) row.getArray(2).getArray()));
                    if (found.keys.put(n, key) != null) {
                        found.doubled.add(n);
                    }
                    found.rules.put(n, row.getString(3));
                    String ctid = row.getString(5);
                    if (ctid == null) {
                        found.gone.add(n);
                    } else if (row.getBoolean(6)) {
                        found.roots.add(new RowPlace(row.getLong(4), ctid), Set.of(n));
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

    String rule(Long n) {
        return rules.getOrDefault(n, "");
    }

    /** The numbers of the records whose rows are locked. */
    Set<Long> locked() {
        Set<Long> locked = new TreeSet<>();
        roots.rows().forEach(p -> locked.addAll(roots.owners(p)));
        return locked;
    }
}
