package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class InstallerTest {
    @Test
    void install_isHarmless_whenRepeated() throws SQLException {
        ControlDatabase database = ControlDatabase.empty();

        Installation first = Installer.install(database.superuser());
        Installation second = Installer.install(database.superuser());

        assertThat(second).isEqualTo(first);
        assertThat(first.database()).isEqualTo(database.name());
        assertThat(state(database.superuser())).isEqualTo(new ControlSchema.Ready(Migrations.current()));
    }

    @Test
    void install_leavesAllToTheOwner_whenASuperuserInstalls() throws SQLException {
        ControlDatabase database = ControlDatabase.installed();

        assertThat(ownersOfEverything(database))
                .containsExactly(database.roles().owner());
    }

    @Test
    void install_works_whenTheAccountMayCreateRolesAndSchemas() throws SQLException {
        ControlDatabase database = ControlDatabase.empty();
        DataSource dba = dba(database);

        Installer.install(dba);
        Installer.install(dba);

        assertThat(state(database.operator())).isInstanceOf(ControlSchema.Ready.class);
        assertThat(ownersOfEverything(database))
                .containsExactly(database.roles().owner());
    }

    @Test
    void install_leavesTheAccountWithoutTheOwnersRights_whenItIsNoSuperuser() throws SQLException {
        ControlDatabase database = ControlDatabase.empty();
        DataSource dba = dba(database);

        Installer.install(dba);

        assertThatThrownBy(() -> new JdbcTemplate(dba)
                        .execute("set role " + Sql.quoted(database.roles().owner())))
                .hasStackTraceContaining("permission denied to set role");
    }

    @Test
    void install_leavesConnectionsAsTheyWere_whenTheyComeFromAPool() throws SQLException {
        ControlDatabase database = ControlDatabase.empty();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database.superuser());
            pool.setMaximumPoolSize(4);
            Installer.install(pool);
            for (Connection connection :
                    List.of(pool.getConnection(), pool.getConnection(), pool.getConnection(), pool.getConnection())) {
                assertThat(new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                                .queryForObject("select current_user", String.class))
                        .isEqualTo("postgres");
                connection.close();
            }
        }
    }

    @Test
    void install_saysWhatItNeeds_whenTheAccountMayNothing() {
        ControlDatabase database = ControlDatabase.empty();
        DataSource nobody = database.account("no", "");

        assertThatThrownBy(() -> Installer.install(nobody))
                .isInstanceOf(InstallationRefusedException.class)
                .hasMessageContaining("CREATEROLE and CREATE on the database " + database.name())
                .hasMessageContaining("keepuntil init --sql");
        assertThat(new JdbcTemplate(database.superuser())
                        .queryForList(
                                "select 1 from pg_roles where rolname = ?",
                                database.roles().owner()))
                .isEmpty();
    }

    @Test
    void install_refuses_whenTheSchemaIsSomebodyElses() {
        ControlDatabase database = ControlDatabase.empty();
        new JdbcTemplate(database.superuser()).execute("create schema keepuntil");

        assertThatThrownBy(() -> Installer.install(database.superuser()))
                .isInstanceOf(InstallationRefusedException.class)
                .hasMessageContaining("belongs to postgres");
    }

    @Test
    void install_refuses_whenSomebodyCanLogInAsTheOwner() {
        ControlDatabase database = ControlDatabase.empty();
        new JdbcTemplate(database.superuser())
                .execute("create role " + Sql.quoted(database.roles().owner()) + " login");

        assertThatThrownBy(() -> Installer.install(database.superuser()))
                .isInstanceOf(InstallationRefusedException.class)
                .hasMessageContaining(database.roles().owner());
    }

    @Test
    void install_works_whenTheDatabasesNameIsOdd() throws SQLException {
        ControlDatabase database =
                ControlDatabase.named("Odd \"name\" $$ 'of' a database; with ümlauts, and very long");

        Installer.install(database.superuser());

        assertThat(state(database.auditor())).isInstanceOf(ControlSchema.Ready.class);
    }

    @Test
    void install_refuses_whenANewerProgramWasHere() throws SQLException {
        ControlDatabase database = newer();

        assertThatThrownBy(() -> Installer.install(database.superuser())).isInstanceOf(ControlSchemaException.class);
    }

    @Test
    void script_makesWhatInstallMakes_whenADbaRunsIt() throws SQLException {
        ControlDatabase installed = ControlDatabase.installed();
        ControlDatabase byHand = ControlDatabase.empty();
        DataSource dba = dba(byHand);
        DataSource nobody = byHand.account("no", "");

        execute(dba, Installer.script(nobody));
        Installation installation = Installer.install(byHand.operator());

        assertThat(installation.database()).isEqualTo(byHand.name());
        assertThat(description(byHand)).isEqualTo(description(installed));
        assertThat(history(byHand)).isEqualTo(history(installed));
        assertThat(Installer.script(byHand.superuser()))
                .contains("nothing to do")
                .doesNotContain("create");
    }

    @Test
    void script_passesFlywaysValidation_whenTheNextVersionMigrates() throws SQLException {
        ControlDatabase byHand = ControlDatabase.empty();
        execute(byHand.superuser(), Installer.script(byHand.superuser()));
        new JdbcTemplate(byHand.superuser())
                .execute(
                        "delete from keepuntil.schema_history where installed_rank = (select max(installed_rank) from keepuntil.schema_history);"
                                + " drop table keepuntil.batch_step_execution_context, keepuntil.batch_job_execution_context,"
                                + " keepuntil.batch_step_execution, keepuntil.batch_job_execution_params, keepuntil.batch_job_execution,"
                                + " keepuntil.batch_job_instance; drop sequence keepuntil.batch_step_execution_seq,"
                                + " keepuntil.batch_job_execution_seq, keepuntil.batch_job_instance_seq");
        assertThat(state(byHand.superuser())).isEqualTo(new ControlSchema.Older(Migrations.current() - 1));

        Installer.install(byHand.superuser());

        assertThat(state(byHand.superuser())).isInstanceOf(ControlSchema.Ready.class);
    }

    @Test
    void check_saysWhatToDo_whenThereIsNoControlSchema() throws SQLException {
        ControlDatabase database = ControlDatabase.empty();

        assertThat(state(database.superuser())).isEqualTo(new ControlSchema.NotInstalled());
        assertThat(state(database.superuser()).advice()).contains("keepuntil init");
    }

    @Test
    void check_saysWhatToDo_whenTheAccountIsInNoRole() throws SQLException {
        ControlDatabase database = ControlDatabase.installed();

        ControlSchema.State state = state(database.account("no", ""));

        assertThat(state).isEqualTo(new ControlSchema.Closed());
        assertThat(state.advice()).contains("grant ROLE to ACCOUNT");
    }

    @Test
    void check_namesBothVersions_whenANewerProgramWasHere() throws SQLException {
        try (Connection connection = newer().superuser().getConnection()) {
            assertThatThrownBy(() -> ControlSchema.require(connection))
                    .isInstanceOf(ControlSchemaException.class)
                    .hasMessageContaining("99")
                    .hasMessageContaining(String.valueOf(Migrations.current()));
        }
    }

    @Test
    void rememberTokenKey_keepsTheFirst_whenAnotherComes() throws SQLException {
        ControlDatabase database = ControlDatabase.empty();
        DataSource dba = dba(database);
        Installer.install(dba);

        Installation first = Installer.rememberTokenKey(dba, "0123456789abcdef");

        assertThat(first.tokenKeyId()).contains("0123456789abcdef");
        assertThat(Installer.rememberTokenKey(dba, "0123456789abcdef")).isEqualTo(first);
        assertThatThrownBy(() -> Installer.rememberTokenKey(dba, "fedcba9876543210"))
                .isInstanceOf(InstallationRefusedException.class)
                .hasMessageContaining("0123456789abcdef");
        assertThatThrownBy(() -> Installer.rememberTokenKey(database.operator(), "0123456789abcdef"))
                .isInstanceOf(InstallationRefusedException.class);
    }

    private static ControlDatabase newer() throws SQLException {
        ControlDatabase database = ControlDatabase.installed();
        new JdbcTemplate(database.superuser()).execute("""
                insert into keepuntil.schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (99, '99', 'from the future', 'SQL', 'V99__x.sql', 'x', 0, true)""");
        return database;
    }

    /** An account as a managed PostgreSQL gives it: no superuser. */
    private static DataSource dba(ControlDatabase database) {
        DataSource dba = database.account("dba", "createrole");
        new JdbcTemplate(database.superuser())
                .execute("grant create on database " + Sql.quoted(database.name()) + " to "
                        + Sql.quoted(database.login("dba")));
        return dba;
    }

    private static void execute(DataSource account, String script) throws SQLException {
        try (Connection connection = account.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    private static ControlSchema.State state(DataSource account) throws SQLException {
        try (Connection connection = account.getConnection()) {
            return ControlSchema.check(connection);
        }
    }

    private static List<String> ownersOfEverything(ControlDatabase database) {
        return new JdbcTemplate(database.superuser()).queryForList("""
                select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'keepuntil'
                union select pg_get_userbyid(relowner) from pg_class where relnamespace = 'keepuntil'::regnamespace
                union select pg_get_userbyid(proowner) from pg_proc where pronamespace = 'keepuntil'::regnamespace
                """, String.class);
    }

    /** Columns, constraints, indexes, functions and grants, the database's name taken out. */
    private static List<String> description(ControlDatabase database) {
        return new JdbcTemplate(database.superuser())
                .queryForList("""
                        select concat_ws(' ', c.relname, c.relkind, c.relacl, a.attname, format_type(a.atttypid, a.atttypmod), a.attacl)
                            from pg_class c left join pg_attribute a on a.attrelid = c.oid
                            where c.relnamespace = 'keepuntil'::regnamespace
                        union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = 'keepuntil'::regnamespace
                        union all select indexdef from pg_indexes where schemaname = 'keepuntil'
                        union all select pg_get_functiondef(oid) || coalesce(proacl::text, '')
                            from pg_proc where pronamespace = 'keepuntil'::regnamespace
                        order by 1""", String.class).stream()
                        .map(line -> line.replace(database.name(), "DB"))
                        .toList();
    }

    private static List<String> history(ControlDatabase database) {
        return new JdbcTemplate(database.superuser()).queryForList("""
                select concat_ws('|', installed_rank, version, description, type, script, checksum, success)
                from keepuntil.schema_history order by installed_rank""", String.class);
    }
}
