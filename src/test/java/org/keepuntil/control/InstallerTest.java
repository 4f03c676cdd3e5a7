package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keepuntil.sql.Identifier;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class InstallerTest {
    private final ControlDatabase database = ControlDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void install_isHarmless_whenRepeated() throws SQLException {

        Installation first = Installer.install(database.superuser());
        Installation second = Installer.install(database.superuser());

        assertThat(second).isEqualTo(first);
        assertThat(first.database()).isEqualTo(database.name());
        assertThat(state(database.superuser())).isEqualTo(new ControlSchema.Ready(Migrations.current()));
    }

    @Test
    void install_leavesAllToTheOwner_whenASuperuserInstalls() throws SQLException {
        Installer.install(database.superuser());

        assertThat(ownersOfEverything(database))
                .containsExactly(database.roles().owner());
    }

    @Test
    void install_works_whenTheAccountMayCreateRolesAndSchemas() throws SQLException {
        DataSource dba = database.dba();

        Installer.install(dba);
        Installer.install(dba);

        assertThat(state(database.operator())).isInstanceOf(ControlSchema.Ready.class);
        assertThat(ownersOfEverything(database))
                .containsExactly(database.roles().owner());
    }

    @Test
    void install_leavesTheAccountWithoutTheOwnersRights_whenItIsNoSuperuser() throws SQLException {
        DataSource dba = database.dba();

        Installer.install(dba);

        assertThatThrownBy(() -> new JdbcTemplate(dba)
                        .execute("set role " + Identifier.quote(database.roles().owner())))
                .hasStackTraceContaining("permission denied to set role");
    }

    @Test
    void install_leavesConnectionsAsTheyWere_whenTheyComeFromAPool() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(database.superuser());
            pool.setMaximumPoolSize(4);
            Installer.install(pool);
            for (Connection connection :
                    List.of(pool.getConnection(), pool.getConnection(), pool.getConnection(), pool.getConnection())) {
                assertThat(new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                                .queryForObject("select current_user", String.class))
                        .isNotEqualTo(database.roles().owner());
                connection.close();
            }
        }
    }

    @Test
    void install_saysWhatItNeeds_whenTheAccountMayNothing() {
        DataSource nobody = database.nobody();

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
        new JdbcTemplate(database.superuser()).execute("create schema keepuntil");

        assertThatThrownBy(() -> Installer.install(database.superuser()))
                .isInstanceOf(InstallationRefusedException.class)
                .hasMessageContaining("There is a schema keepuntil already");
    }

    @Test
    void install_saysHowTheRolesAreRenamed_whenTheDatabaseHadAnotherName() throws SQLException {
        try (ControlDatabase other = ControlDatabase.installed()) {
            JdbcTemplate copy = new JdbcTemplate(database.superuser());
            String owner = Identifier.quote(other.roles().owner());
            copy.execute("create schema keepuntil authorization " + owner);

            assertThatThrownBy(() -> Installer.install(database.superuser()))
                    .isInstanceOf(InstallationRefusedException.class)
                    .hasMessageContaining("alter role " + owner + " rename to "
                            + Identifier.quote(database.roles().owner()));
            copy.execute("drop schema keepuntil");
        }
    }

    @Test
    void install_refuses_whenSomebodyCanLogInAsTheOwner() {
        new JdbcTemplate(database.superuser())
                .execute("create role " + Identifier.quote(database.roles().owner()) + " login");

        assertThatThrownBy(() -> Installer.install(database.superuser()))
                .isInstanceOf(InstallationRefusedException.class)
                .hasMessageContaining(database.roles().owner());
    }

    @Test
    void install_works_whenTheDatabasesNameIsOdd() throws SQLException {
        String odd = "Odd \"name\" $$ 'of' " + database.name() + "; with ümlauts, and long";
        PGSimpleDataSource named = (PGSimpleDataSource) database.superuser();
        named.setDatabaseName(odd);
        JdbcTemplate server = new JdbcTemplate(database.superuser());
        server.execute("create database " + Identifier.quote(odd) + " template template0 encoding 'UTF8'");
        try {
            Installation installation = Installer.install(named);

            assertThat(installation.database()).isEqualTo(odd);
            assertThat(state(named)).isInstanceOf(ControlSchema.Ready.class);
            assertThat(new JdbcTemplate(named)
                            .queryForList(
                                    "select 1 from pg_roles where rolname = ?",
                                    Roles.of(odd).owner()))
                    .hasSize(1);
        } finally {
            server.execute("drop database " + Identifier.quote(odd) + " with (force)");
            Roles.of(odd).all().forEach(role -> server.execute("drop role if exists " + Identifier.quote(role)));
        }
    }

    @Test
    void install_refuses_whenANewerProgramWasHere() throws SQLException {
        makeNewer();

        assertThatThrownBy(() -> Installer.install(database.superuser())).isInstanceOf(ControlSchemaException.class);
        assertThatThrownBy(() -> Installer.upgrade(database.superuser()))
                .isInstanceOf(ControlSchemaException.class)
                .hasMessageContaining("Use the newer program");
    }

    @Test
    void script_makesWhatInstallMakes_whenADbaRunsIt() throws SQLException {
        execute(database.dba(), Installer.script(database.nobody(), false));

        Installation installation = Installer.install(database.operator());

        assertThat(installation.database()).isEqualTo(database.name());
        assertThat(Installer.script(database.superuser(), false))
                .contains("nothing to do")
                .doesNotContain("create");
        try (ControlDatabase installed = ControlDatabase.installed()) {
            assertThat(description(database)).isEqualTo(description(installed));
            assertThat(history(database)).isEqualTo(history(installed));
        }
    }

    @Test
    void script_passesFlywaysValidation_whenTheNextVersionMigrates() throws SQLException {
        int before = EarlierSchema.versions().get(EarlierSchema.versions().size() - 1);
        EarlierSchema.install(database.superuser(), before);
        assertThat(state(database.superuser())).isInstanceOf(ControlSchema.Older.class);

        Installer.Upgraded upgraded = Installer.upgrade(database.superuser());

        assertThat(upgraded.from()).isEqualTo(before);
        assertThat(upgraded.to()).isEqualTo(Migrations.current());

        assertThat(state(database.superuser())).isInstanceOf(ControlSchema.Ready.class);
    }

    @Test
    void script_makesTheSame_whateverVersionWasThereBefore() throws SQLException {
        Installer.install(database.superuser());
        for (int version : EarlierSchema.versions()) {
            try (ControlDatabase older = ControlDatabase.empty()) {
                EarlierSchema.install(older.dba(), version);
                assertThat(state(older.superuser())).isEqualTo(new ControlSchema.Older(version));

                execute(older.dba(), Installer.script(older.superuser(), true));

                assertThat(description(older)).as("from version %d", version).isEqualTo(description(database));
                assertThat(history(older)).as("from version %d", version).isEqualTo(history(database));
            }
        }
    }

    @Test
    void install_leavesAnEarlierSchemaAsItIs_untilAnUpgradeIsAskedFor() throws SQLException {
        EarlierSchema.install(database.dba(), 15);

        assertThatThrownBy(() -> Installer.install(database.dba()))
                .isInstanceOf(ControlSchemaException.class)
                .hasMessageContaining("version 15")
                .hasMessageContaining("keepuntil init --upgrade");
        assertThatThrownBy(() -> Installer.script(database.superuser(), false))
                .isInstanceOf(ControlSchemaException.class);
        assertThat(state(database.superuser())).isEqualTo(new ControlSchema.Older(15));

        assertThat(Installer.upgrade(database.dba()).from()).isEqualTo(15);
        assertThat(state(database.superuser())).isInstanceOf(ControlSchema.Ready.class);
        assertThatThrownBy(() -> new JdbcTemplate(database.dba())
                        .execute("set role " + Identifier.quote(database.roles().owner())))
                .hasStackTraceContaining("permission denied to set role");
    }

    @Test
    void upgrade_makesNothing_whereNothingIs() {
        assertThatThrownBy(() -> Installer.upgrade(database.superuser()))
                .isInstanceOf(ControlSchemaException.class)
                .hasMessageContaining("Run: keepuntil init");
        assertThatThrownBy(() -> Installer.script(database.superuser(), true))
                .isInstanceOf(ControlSchemaException.class);
        assertThat(new JdbcTemplate(database.superuser())
                        .queryForList(
                                "select 1 from pg_roles where rolname = ?",
                                database.roles().owner()))
                .isEmpty();
    }

    @Test
    void upgrade_comesToItsEnd_whenItWasCutOffBeforeTheSumsWereMade() throws SQLException {
        Installer.install(database.superuser());
        JdbcTemplate jdbc = new JdbcTemplate(database.superuser());
        jdbc.execute("select keepuntil.before_upgrade()");

        assertThat(Installer.upgrade(database.superuser()).from()).isEqualTo(Migrations.current());

        assertThat(jdbc.queryForObject("select keepuntil.is_upgrading()", Boolean.class))
                .isFalse();
    }

    @Test
    void migrations_areAllNamed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources").resolve(Migrations.LOCATION))) {
            assertThat(Migrations.after(0).stream().map(Migrations.Migration::fileName))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void check_saysWhatToDo_whenThereIsNoControlSchema() throws SQLException {

        assertThat(state(database.superuser())).isEqualTo(new ControlSchema.NotInstalled());
        assertThat(state(database.superuser()).advice()).contains("keepuntil init");
    }

    @Test
    void check_saysWhatToDo_whenTheAccountIsInNoRole() throws SQLException {
        Installer.install(database.superuser());

        ControlSchema.State state = state(database.nobody());

        assertThat(state).isEqualTo(new ControlSchema.Closed());
        assertThat(state.advice()).contains("grant ROLE to ACCOUNT");
    }

    @Test
    void check_namesBothVersions_whenANewerProgramWasHere() throws SQLException {
        makeNewer();
        try (Connection connection = database.superuser().getConnection()) {
            assertThatThrownBy(() -> ControlSchema.require(connection))
                    .isInstanceOf(ControlSchemaException.class)
                    .hasMessageContaining("99")
                    .hasMessageContaining(String.valueOf(Migrations.current()));
        }
    }

    @Test
    void rememberTokenKey_keepsTheFirst_whenAnotherComes() throws SQLException {
        DataSource dba = database.dba();
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

    private void makeNewer() throws SQLException {
        Installer.install(database.superuser());
        new JdbcTemplate(database.superuser()).execute("""
                insert into keepuntil.schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (99, '99', 'from the future', 'SQL', 'V99__x.sql', 'x', 0, true)""");
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

    /** Columns, constraints, indexes, triggers, functions and grants, the database's name taken out. */
    private static List<String> description(ControlDatabase database) {
        return new JdbcTemplate(database.superuser())
                .queryForList("""
                        select concat_ws(' ', c.relname, c.relkind, c.relacl, a.attname, format_type(a.atttypid, a.atttypmod), a.attacl)
                            from pg_class c left join pg_attribute a on a.attrelid = c.oid
                            where c.relnamespace = 'keepuntil'::regnamespace
                        union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = 'keepuntil'::regnamespace
                        union all select concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t join pg_class c on c.oid = t.tgrelid
                            where not t.tgisinternal and c.relnamespace = 'keepuntil'::regnamespace
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
