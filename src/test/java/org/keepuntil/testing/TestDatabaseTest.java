package org.keepuntil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class TestDatabaseTest {
    @Test
    void create_isEmptyAndItsOwn() {
        try (TestDatabase one = TestDatabase.create();
                TestDatabase other = TestDatabase.create()) {
            one.execute("create table note (id bigint); insert into note values (1)");

            assertThat(one.name()).matches("ku_test_[b-z&&[^eiouy]]{6}").isNotEqualTo(other.name());
            assertThat(new JdbcTemplate(one.dataSource()).queryForObject("select count(*) from note", Long.class))
                    .isEqualTo(1);
            assertThat(new JdbcTemplate(other.dataSource()).queryForObject("select to_regclass('note')", String.class))
                    .isNull();
        }
    }

    @Test
    void close_dropsDatabaseAndItsRoles_whenSomebodyIsConnected() throws SQLException {
        TestDatabase database = TestDatabase.create();
        TestDatabase.Login reader = database.login("reader", "pg_read_all_data");
        try (TestDatabase other = TestDatabase.create();
                Connection open = reader.dataSource().getConnection()) {
            TestDatabase.Login stays = other.login("reader");
            assertThat(open.isValid(5)).isTrue();

            database.close();

            assertThat(open.isValid(5)).isFalse();
            JdbcTemplate server = new JdbcTemplate(other.dataSource());
            assertThat(server.queryForList("select 1 from pg_database where datname = ?", database.name()))
                    .isEmpty();
            assertThat(server.queryForList(
                            "select rolname from pg_roles where rolname like '%\\_reader'", String.class))
                    .contains(stays.user())
                    .doesNotContain(reader.user());
        }
    }

    @Test
    void login_isMemberOfItsRolesAndNoMore() {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("create table note (id bigint)");
            JdbcTemplate reader = new JdbcTemplate(
                    database.login("reader", "pg_read_all_data").dataSource());

            assertThat(reader.queryForObject("select count(*) from note", Long.class))
                    .isZero();
            assertThatThrownBy(() -> reader.update("insert into note values (1)"))
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void login_isRefused_whenPasswordIsWrong() {
        try (TestDatabase database = TestDatabase.create()) {
            TestDatabase.Login login = database.login("reader");

            assertThatThrownBy(() -> database.dataSource(login.user(), "wrong").getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void parse_takesBothKindsOfUri() {
        TestServer expected = new TestServer("db.example:5433", "main", "ann", "p@ss:w", Map.of("sslmode", "require"));

        assertThat(TestServer.parse("postgresql://ann:p%40ss%3Aw@db.example:5433/main?sslmode=require"))
                .isEqualTo(expected);
        assertThat(TestServer.parse(
                        "jdbc:postgresql://db.example:5433/main?user=ann&password=p%40ss%3Aw&sslmode=require"))
                .isEqualTo(expected);
        assertThat(expected.url("other", "ben", "x y"))
                .isEqualTo("jdbc:postgresql://db.example:5433/other?sslmode=require&user=ben&password=x+y");
    }

    @Test
    void parse_isRefused_whenItIsNoUriOfPostgres() {
        assertThatThrownBy(() -> TestServer.parse("mysql://localhost/x"))
                .hasMessageContaining("postgresql://user:password@localhost:5432/postgres");
    }
}
