package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Every way to write to every table of the control schema, tried as each role: what PostgreSQL lets them do is what the manual's page says,
 * and no more. {@code -Dgolden.update=true} writes the page anew; the change is then to be looked at.
 */
class WhoMayWriteTest {
    private static final Path PAGE = Path.of("src/docs/roles.md");

    private static ControlDatabase database;
    private static Map<String, DataSource> accounts;

    private int tried;
    private int refused;

    @BeforeAll
    static void install() throws SQLException {
        database = ControlDatabase.installed();
        accounts = new LinkedHashMap<>();
        accounts.put("operator", database.operator());
        accounts.put("approver", database.approver());
        accounts.put("auditor", database.auditor());
        accounts.put("maintainer", database.maintainer());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void nobodyWrites_whatThePageDoesNotSay() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Who may write what

                Every insert, update and delete on every table of the control schema, and `truncate`, tried as each role. What is not in this table
                PostgreSQL refuses. An update or an insert is tried column by column. Triggers and functions guard what is allowed: when it may be
                done, by whom, and that it is in the log.

                | table | operator | approver | auditor | maintainer |
                |---|---|---|---|---|
                """);
        for (String table : names("""
                select relname from pg_class where relnamespace = 'keepuntil'::regnamespace
                and relkind in ('r', 'p') and not relispartition order by relname""")) {
            page.append("| `").append(table).append('`');
            for (DataSource account : accounts.values()) {
                page.append(" | ").append(String.join("; ", allowed(account, table)));
            }
            page.append(" |\n");
        }
        page.append("""

                Functions that run with the rights of the schema's owner, and who may call them:

                | function | roles |
                |---|---|
                """);
        for (String function : names("""
                select oid::regprocedure::text from pg_proc
                where pronamespace = 'keepuntil'::regnamespace and prosecdef and prorettype <> 'trigger'::regtype order by 1""")) {
            page.append("| `")
                    .append(function)
                    .append("` | ")
                    .append(String.join(", ", callers(function)))
                    .append(" |\n");
        }
        page.append("\n").append(refused).append(" of ").append(tried).append(" ways to write were refused.\n");

        compare(page.toString());
        assertThat(tried).isGreaterThan(1000);
    }

    private static void compare(String page) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    private static List<String> names(String query) {
        return new JdbcTemplate(database.superuser()).queryForList(query, String.class);
    }

    private List<String> allowed(DataSource account, String table) throws SQLException {
        List<String> columns = new JdbcTemplate(database.superuser()).queryForList("""
                        select attname from pg_attribute
                        where attrelid = ('keepuntil.' || quote_ident(?))::regclass and attnum > 0 and not attisdropped order by attnum""", String.class, table);
        String name = "keepuntil." + Identifier.quote(table);
        List<String> acts = new ArrayList<>();
        try (Connection connection = account.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> inserted = new ArrayList<>();
            List<String> updated = new ArrayList<>();
            for (String column : columns) {
                String quoted = Identifier.quote(column);
                if (passes(
                        connection, statement, "insert into " + name + " (" + quoted + ") select null where false")) {
                    inserted.add(column);
                }
                if (passes(connection, statement, "update " + name + " set " + quoted + " = default where false")) {
                    updated.add(column);
                }
            }
            columnwise("insert", inserted, columns, acts);
            columnwise("update", updated, columns, acts);
            for (String act : List.of("delete from " + name + " where false", "truncate " + name)) {
                if (passes(connection, statement, act)) {
                    acts.add(act.substring(0, act.indexOf(' ')));
                }
            }
        }
        return acts;
    }

    private static void columnwise(String act, List<String> allowed, List<String> columns, List<String> acts) {
        if (!allowed.isEmpty()) {
            acts.add(allowed.size() == columns.size() ? act : act + " " + String.join(", ", allowed));
        }
    }

    private boolean passes(Connection connection, Statement statement, String sql) throws SQLException {
        tried++;
        try {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            // identity and generated columns take no value from anybody
            assertThat(e.getSQLState()).as(sql + ": " + e.getMessage()).isIn("42501", "428C9", "55000");
            refused++;
            return false;
        } finally {
            connection.rollback();
        }
    }

    private static List<String> callers(String function) {
        List<String> roles = new ArrayList<>();
        Roles all = database.roles();
        Map.of(
                        "operator",
                        all.operator(),
                        "approver",
                        all.approver(),
                        "auditor",
                        all.auditor(),
                        "maintainer",
                        all.maintainer())
                .forEach((word, role) -> {
                    if (Boolean.TRUE.equals(new JdbcTemplate(database.superuser())
                            .queryForObject(
                                    "select has_function_privilege(?, ?::regprocedure, 'execute')",
                                    Boolean.class,
                                    role,
                                    function))) {
                        roles.add(word);
                    }
                });
        return roles.stream().sorted().toList();
    }
}
