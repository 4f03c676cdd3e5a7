package org.keepuntil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every row of every table of a schema, as text: what a test compares before and after. */
public record Content(Map<String, Set<String>> rows) {
    public static Content of(DataSource database, String schema) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Map<String, Set<String>> rows = new TreeMap<>();
        for (String table : jdbc.queryForList(
                "select tablename from pg_tables where schemaname = ? order by 1", String.class, schema)) {
            List<String> all =
                    jdbc.queryForList("select t::text from \"" + schema + "\".\"" + table + "\" t", String.class);
            rows.put(table, new TreeSet<>(all));
        }
        return new Content(rows);
    }

    /** The rows that were here and are not in the other, table by table. */
    public Map<String, Set<String>> without(Content other) {
        Map<String, Set<String>> gone = new TreeMap<>();
        rows.forEach((table, before) -> {
            Set<String> left = new TreeSet<>(before);
            left.removeAll(other.rows.getOrDefault(table, Set.of()));
            if (!left.isEmpty()) {
                gone.put(table, left);
            }
        });
        return gone;
    }

    /** The rows of a table that match a query, in the same form. */
    public static Set<String> select(DataSource database, String query) {
        return new TreeSet<>(new ArrayList<>(new JdbcTemplate(database).queryForList(query, String.class)));
    }
}
