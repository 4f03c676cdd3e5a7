package org.keepuntil.dispose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.ArrayText;
import org.keepuntil.control.RowSet;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.docket.Recorded;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers what an anonymisation left of a record, as a keyed digest a table, and sees when something else is there later: somebody has
 * written in a record that was to tell nobody's name.
 */
public final class Remains {
    private static final int BATCH = 1000;
    private static final String PURPOSE = "keepuntil what is left";
    /** The text of a value must be the same whatever the role or the database sets. */
    private static final String SETTINGS = """
            set local lock_timeout = '500ms'; set local row_security = off; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
            set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Mac mac;
    private final Clock clock;

    public Remains(DataSource database, TokenKey tokens, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.mac = keyed(tokens);
        this.clock = clock;
    }

    private record Done(RecordKey key, String rule, int stage) {}

    /** Looks at every anonymised record of every class, in bounded transactions. */
    public void apply(Run run, Workload workload) {
        for (Work work : workload.classes()) {
            if (work.layout().treated().anonymise().isPresent()) {
                List<Done> some = first(work);
                while (!some.isEmpty()) {
                    List<Done> these = some;
                    transaction.executeWithoutResult(status -> look(run, work, these));
                    some = after(these.get(these.size() - 1), work);
                }
            }
        }
    }

    private List<Done> first(Work work) {
        return read(work, Sql.TRUE);
    }

    private List<Done> after(Done last, Work work) {
        return read(
                work,
                Sql.of(
                        "(key, rule, stage) > (?::text[], ?, ?)",
                        ArrayText.of(last.key().parts()),
                        last.rule(),
                        last.stage()));
    }

    private List<Done> read(Work work, Sql condition) {
        Sql query = Sql.concat(
                Sql.of("select key, rule, stage from keepuntil.stage where class = ? and ", work.name()),
                condition,
                Sql.of(" and deed in ('anonymised', 'pseudonymised') order by key, rule, stage limit ?", BATCH));
        return jdbc.query(
                query.text(),
                (row, n) -> new Done(
                        new RecordKey(List.of((String[]) row.getArray(1).getArray())), row.getString(2), row.getInt(3)),
                query.values().toArray());
    }

    private void look(Run run, Work work, List<Done> records) {
        jdbc.execute(SETTINGS);
        runs.enter(run);
        Layout layout = work.layout();
        Places roots = find(work.sql(run.asOf()), layout, records);
        Whole whole = new Whole(layout, jdbc, roots);
        whole.lock(Locker.looking(jdbc));
        Set<Long> there = new TreeSet<>();
        roots.rows().forEach(place -> there.addAll(roots.owners(place)));
        LocalDate today = Recorded.on(run, work, clock);
        RowSet found =
                RowSet.of("class text", "key text[]", "rule text", "stage smallint", "table_name text", "digest text");
        // a shared row may be changed for the sake of another record
        for (Table table :
                whole.tables().stream().filter(t -> !layout.isShared(t)).toList()) {
            Map<Long, List<String>> rows = rows(whole.rows(table), layout);
            for (Long n : there) {
                Done record = records.get(n.intValue());
                found.add(
                        work.name(),
                        record.key().parts(),
                        record.rule(),
                        record.stage(),
                        table,
                        digest(rows.getOrDefault(n, List.of())));
            }
        }
        compare(found);
        RowSet looked = RowSet.of("class text", "key text[]", "rule text", "stage smallint", "today date");
        for (Long n : there) {
            Done record = records.get(n.intValue());
            looked.add(work.name(), record.key().parts(), record.rule(), record.stage(), today);
        }
        mark(looked);
        runs.hold(run);
    }

    /** The records' own rows; a record's number is its place in the list. */
    private Places find(ClassSql sql, Layout layout, List<Done> records) {
        Places roots = new Places(layout.root());
        RowSet wanted = RowSet.of("n bigint", "key text[]");
        for (int n = 0; n < records.size(); n++) {
            wanted.add(n, records.get(n).key().parts());
        }
        Sql query = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text, c.n from ",
                wanted.asTable(),
                " c join " + Identifier.of(layout.root()) + " r on ",
                sql.keyIs("c.key"));
        jdbc.query(
                query.text(),
                row -> {
                    roots.add(new RowPlace(row.getLong(1), row.getString(2)), Set.of(row.getLong(3)));
                },
                query.values().toArray());
        return roots;
    }

    /** A digest of each row, by record. What Keepuntil itself writes, and what follows from other columns, is left out. */
    private Map<Long, List<String>> rows(Places places, Layout layout) {
        Map<Long, List<String>> rows = new HashMap<>();
        if (places.isEmpty()) {
            return rows;
        }
        List<String> columns = places.table().columns().stream()
                .filter(c -> !c.generated() && !isFlag(places.table(), c, layout))
                .map(c -> Identifier.of("x", c))
                .toList();
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text, encode(sha256(convert_to(row(" + String.join(", ", columns)
                        + ")::text, 'UTF8')), 'hex') from " + Identifier.of(places.table()) + " x where ",
                places.isIn("x"));
        jdbc.query(
                query.text(),
                row -> {
                    String digest = row.getString(3);
                    places.owners(new RowPlace(row.getLong(1), row.getString(2)))
                            .forEach(n -> rows.computeIfAbsent(n, k -> new ArrayList<>())
                                    .add(digest));
                },
                query.values().toArray());
        return rows;
    }

    private static boolean isFlag(Table table, Column column, Layout layout) {
        return table.equals(layout.root())
                && layout.treated().flag().filter(column::equals).isPresent();
    }

    /** Names what is left without giving it away: many values can be guessed. */
    private static Mac keyed(TokenKey tokens) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(tokens.subkey(PURPOSE), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** In hexadecimal digits. */
    private String digest(List<String> rows) {
        String sorted = String.join("\n", rows.stream().sorted().toList());
        return HexFormat.of().formatHex(mac.doFinal(sorted.getBytes(StandardCharsets.US_ASCII)));
    }

    private void compare(RowSet found) {
        found.update(jdbc, """
                insert into keepuntil.remains as m (class, key, rule, stage, table_name, digest)
                select class, key, rule, stage, table_name, decode(digest, 'hex') from {rows} r
                on conflict (class, key, rule, stage, table_name) do update set appeared = m.digest <> excluded.digest,
                    found = case when m.digest <> excluded.digest then excluded.digest end
                where (m.appeared, m.found) is distinct from
                    (m.digest <> excluded.digest, case when m.digest <> excluded.digest then excluded.digest end)""");
    }

    private void mark(RowSet looked) {
        looked.update(jdbc, """
                update keepuntil.stage s set appeared_on = case when m.appeared then coalesce(s.appeared_on, m.today) end,
                    appeared_as = m.what
                from (select r.class, r.key, r.rule, r.stage, r.today, bool_or(a.appeared) as appeared,
                        md5(string_agg(a.table_name || ' ' || encode(a.found, 'hex'), ',' order by a.table_name)) as what
                    from {rows} r
                    left join keepuntil.remains a on (a.class, a.key, a.rule, a.stage) = (r.class, r.key, r.rule, r.stage)
                    group by r.class, r.key, r.rule, r.stage, r.today) m
                where (s.class, s.key, s.rule, s.stage) = (m.class, m.key, m.rule, m.stage)
                    and (m.appeared, m.what) is distinct from (s.appeared_on is not null, s.appeared_as)""");
    }
}
