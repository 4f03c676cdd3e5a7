package org.keepuntil.dispose;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where names are looked for that say no schema. Ours all say theirs; but triggers of the application run within our statements, and those
 * may rely on the path that the database or the login is set to.
 */
final class SearchPath {
    private SearchPath() {}

    /** Sets the path that the session began with, to the end of the transaction; returns the one that was set. */
    static String ofApplication(JdbcTemplate jdbc) {
        String ours = one("select current_setting('search_path')", jdbc);
        set(one("select reset_val from pg_catalog.pg_settings where name = 'search_path'", jdbc), jdbc);
        return ours;
    }

    static void set(String path, JdbcTemplate jdbc) {
        jdbc.queryForObject("select set_config('search_path', ?, true)", String.class, path);
    }

    private static String one(String query, JdbcTemplate jdbc) {
        return String.valueOf(jdbc.queryForObject(query, String.class));
    }
}
