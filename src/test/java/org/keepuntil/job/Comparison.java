package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** Holds what a run leaves against what PostgreSQL leaves on a copy. */
final class Comparison {
    private Comparison() {}

    /**
     * Runs once on the database and deletes by cascade on a copy of it.
     *
     * @param due which rows of the root are due, in SQL
     * @return how many records went
     */
    static int of(SampleNight sample, Shape shape, String due) throws Exception {
        try (TestDatabase copy = sample.database().copy()) {
            int expected = new Cascade(copy.dataSource(), shape).delete(due);
            Night night = sample.night(() -> false, new SampleNight.Listener());
            night.begin(SampleNight.AS_OF);
            night.plan();
            night.dispose();
            night.list();
            night.seal();
            assertThat(night.stopped()).isEmpty();
            List<String> failed = new JdbcTemplate(sample.superuser())
                    .queryForList(
                            "select outcome || ': ' || coalesce(reason, '') from keepuntil.outcome", String.class);
            Map<String, List<String>> left = content(sample.superuser());
            Map<String, List<String>> should = content(copy.dataSource());
            should.forEach((table, rows) ->
                    assertThat(left.get(table)).as("%s, %s", table, failed).isEqualTo(rows));
            assertThat(night.reconciliation().done())
                    .as("done, with %s", failed)
                    .isEqualTo(expected);
            return expected;
        }
    }

    /** Every row of every table and of each partition, as text. */
    private static Map<String, List<String>> content(DataSource database) throws SQLException {
        Map<String, List<String>> content = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = texts(statement, """
                    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'keepuntil')""");
            for (String table : tables) {
                List<String> rows = texts(statement, "select t::text from only " + table + " t");
                Collections.sort(rows);
                content.put(table, rows);
            }
        }
        return content;
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
