package org.keepuntil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The sample is the same on every machine, at every time, by every plan that the server may choose. */
class SampleDatabaseSamenessTest {
    private static final long CHILDREN = 2000;

    /**
     * The contents with 2,000 children, as seen on PostgreSQL 14 to 18. It changes when the scripts, the words or
     * Datafaker do; then the manual's examples must be looked at too.
     */
    private static final String CONTENTS = "{assessment=2107:d40fa68b, attendance=1618:a8885779,"
            + " care_episode=117:d39a5c38, child=2000:bda849fa, consent=2974:e62202cc, contact=6157:c6450792,"
            + " document=3173:e0f143f8, invoice=240:0dbc4d95, offence=127:cdea32b1, plan=1270:6fed62dc,"
            + " referral=2097:bf3d6888, referral_child=2797:7c944589, staff=12:76ec19d1}";

    @Test
    void contents_areTheSame_whateverTheServerIsSetTo() throws SQLException {
        try (TestDatabase usual = TestDatabase.create();
                TestDatabase odd = TestDatabase.create()) {
            odd.execute("""
                    alter database %1$s set timezone to 'Pacific/Auckland';
                    alter database %1$s set datestyle to 'SQL, DMY';
                    alter database %1$s set intervalstyle to 'sql_standard';
                    alter database %1$s set enable_hashjoin to off;
                    alter database %1$s set enable_hashagg to off;
                    alter database %1$s set work_mem to '64kB'
                    """.formatted(odd.name()));

            SampleDatabase.create(usual.dataSource(), CHILDREN, phrase -> {});
            SampleDatabase.create(odd.dataSource(), CHILDREN, phrase -> {});

            assertThat(contents(odd)).isEqualTo(contents(usual));
            assertThat(contents(usual).toString()).isEqualTo(CONTENTS);
        }
    }

    @Test
    void contents_areTheSame_whenMadeAgainOverAChangedOne() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                SingleConnectionDataSource connection = new SingleConnectionDataSource(database.url(), true)) {
            SampleDatabase.create(connection, CHILDREN, phrase -> {});
            Map<String, String> first = contents(database);
            database.execute("update sees.contact set notes = 'changed'; drop table sees.invoice");

            SampleDatabase.create(connection, CHILDREN, phrase -> {});

            assertThat(contents(database)).isEqualTo(first);
        }
    }

    @Test
    void tables_areThoseOfTheSchedulesOwnDatabase() throws Exception {
        try (TestDatabase made = TestDatabase.create();
                TestDatabase written = TestDatabase.create()) {
            SampleDatabase.create(made.dataSource(), 1, phrase -> {});
            written.execute(Files.readString(Path.of("schedules/south-essex-extended-services/database.sql")));

            assertThat(shape(written)).isEqualTo(shape(made));
        }
    }

    /** Columns, constraints and indexes. */
    private static List<String> shape(TestDatabase database) {
        return new JdbcTemplate(database.dataSource()).queryForList("""
                select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                    || coalesce(column_default, '')
                from information_schema.columns where table_schema = 'sees'
                union all
                select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
                where connamespace = 'sees'::regnamespace
                union all
                select regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') from pg_indexes where schemaname = 'sees'
                order by 1""", String.class);
    }

    /** Each table's rows in the order of their text, digested. */
    private static Map<String, String> contents(TestDatabase database) {
        JdbcTemplate sql = new JdbcTemplate(database.dataSource());
        List<String> tables = sql.queryForList(
                "select relname from pg_class where relnamespace = 'sees'::regnamespace and relkind = 'r'",
                String.class);
        Map<String, String> contents = new TreeMap<>();
        for (String table : tables) {
            contents.put(table, sql.queryForObject("""
                            select count(*) || ':' || left(md5(string_agg(line, E'\\n' order by line collate "C")), 8)
                            from (select to_jsonb(t)::text as line from sees.%s t, set_config('timezone', 'UTC', true)) rows
                            """.formatted(table), String.class));
        }
        return contents;
    }
}
