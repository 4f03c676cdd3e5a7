package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.Approving;
import org.keepuntil.testing.TestDatabase;

class InitVerbTest {
    @TempDir
    private Path home;

    @Test
    void init_installsAndGrants_andIsHarmlessAgain() throws Exception {
        try (Commands commands = Commands.onSample(100, home)) {
            Commands.Result first = commands.scheduled(commands.superuser(), "init");
            assertThat(first.status()).as(first.toString()).isZero();
            assertThat(first.out())
                    .contains(
                            "Made the schema keepuntil",
                            "token key",
                            home.toString(),
                            "on \"sees\".\"referral\" to \"" + commands.roles().operator() + "\"",
                            "grant \"" + commands.roles().approver() + "\" to");

            Commands.Result second = commands.scheduled(commands.superuser(), "init");
            assertThat(second.status()).as(second.toString()).isZero();
            assertThat(second.out()).contains("is there and up to date", "have all that they need");
            assertThat(commands.count("select count(*) from keepuntil.installation"))
                    .isEqualTo(1);
        }
    }

    @Test
    void init_grantsNoMoreThanIsNeeded() throws Exception {
        try (Commands commands = Commands.installed(100, home)) {
            String operator = commands.roles().operator();
            assertThat(commands.texts("""
                            select table_name || ' ' || privilege_type from information_schema.table_privileges
                            where grantee = ? and table_schema = 'sees' and privilege_type <> 'SELECT' order by 1""", operator))
                    .containsExactly(
                            "assessment DELETE",
                            "contact DELETE",
                            "document DELETE",
                            "plan DELETE",
                            "referral DELETE",
                            "referral_child DELETE");
            assertThat(commands.texts("""
                            select table_name || '.' || column_name from information_schema.column_privileges
                            where grantee = ? and table_schema = 'sees' and privilege_type = 'UPDATE' order by 1""", operator))
                    .contains("invoice.referral_id", "child.id", "referral.id")
                    .doesNotContain("invoice.amount", "child.family_name", "staff.id");
            // whoever approves looks at what decides, and at nothing else
            assertThat(commands.texts("""
                            select distinct privilege_type from information_schema.column_privileges
                            where grantee = ? and table_schema = 'sees'""", commands.roles().approver())).containsExactly("SELECT");
            assertThat(commands.texts("""
                            select table_name || '.' || column_name from information_schema.column_privileges
                            where grantee = ? and table_schema = 'sees' order by 1""", commands.roles().approver()))
                    .contains("child.date_of_birth", "contact.made_at", "referral.closed_at", "referral.id")
                    .doesNotContain("child.family_name", "contact.notes", "document.file_name", "invoice.amount");
        }
    }

    @Test
    void init_isRefused_whenTheAccountMayNotMakeRoles() throws Exception {
        try (Commands commands = Commands.onSample(100, home)) {
            TestDatabase.Login clerk = commands.database().login("clerk");
            Commands.Result init = commands.scheduled(clerk, "init");

            assertThat(init.status()).as(init.toString()).isEqualTo(11);
            assertThat(init.err()).contains("CREATEROLE", "keepuntil init --sql");
            assertThat(commands.texts("select nspname from pg_namespace where nspname = 'keepuntil'"))
                    .isEmpty();
        }
    }

    @Test
    void init_printsWhatADbaCanRun_whenSqlIsAsked() throws Exception {
        try (Commands commands = Commands.onSample(100, home)) {
            TestDatabase.Login clerk = commands.database().login("clerk");
            Commands.Result script = commands.scheduled(clerk, "init", "--sql");
            assertThat(script.status()).as(script.toString()).isZero();

            commands.database().execute(script.out());
            commands.database().execute("grant \"" + commands.roles().operator() + "\" to \"" + clerk.user() + "\"");
            Commands.Result key = commands.scheduled(clerk, "init", "--sql");
            assertThat(key.out()).contains("up to date", "set token_key_id = '");
            commands.database().execute(key.out());
            Approving.everything(commands.database().dataSource());

            Commands.Result run = commands.scheduled(
                    clerk,
                    "run",
                    "--as-of",
                    Commands.AS_OF,
                    "--report",
                    home.resolve("reports").toString());
            assertThat(run.status()).as(run.toString()).isZero();
        }
    }

    @Test
    void check_listsWhatIsMissing_andAdvisesIndexes() throws Exception {
        try (Commands commands = Commands.onSample(100, home)) {
            TestDatabase.Login clerk = commands.database().login("clerk");
            Commands.Result bare = commands.scheduled(clerk, "check");
            assertThat(bare.status()).as(bare.toString()).isEqualTo(5);

            assertThat(commands.run(commands.superuser(), "init").status()).isZero();
            Commands.Result ungranted = commands.scheduled(clerk, "check");
            assertThat(ungranted.status()).as(ungranted.toString()).isEqualTo(11);
            assertThat(ungranted.err())
                    .contains(
                            "grant usage on schema \"sees\" to", "delete, update (\"id\") on \"sees\".\"referral\" to");

            assertThat(commands.scheduled(commands.superuser(), "init").status())
                    .isZero();
            commands.database().execute("drop index sees.plan_referral_id_idx");
            Commands.Result slow = commands.scheduled(clerk, "check");
            assertThat(slow.status()).as(slow.toString()).isZero();
            assertThat(slow.err())
                    .contains("create index concurrently on \"sees\".\"plan\" (\"referral_id\");")
                    .doesNotContain("\"sees\".\"contact\"");
            assertThat(slow.out()).contains("\nNo errors, ");
        }
    }

    @Test
    void check_saysWhoIsASuperuserWithoutNeed_andWhoCouldApproveTheirOwn() throws Exception {
        try (Commands commands = Commands.installed(50, home)) {
            TestDatabase.Login night = commands.operator("night");
            TestDatabase.Login both = commands.database()
                    .login("both", commands.roles().operator(), commands.roles().approver());
            Commands.Result plain = commands.scheduled(night, "check");
            assertThat(plain.status()).as(plain.toString()).isZero();
            assertThat(plain.err())
                    .contains("warning: " + both.user() + " may work as "
                            + commands.roles().operator() + " and as ")
                    .doesNotContain("superuser", night.user());

            Commands.Result dba = commands.scheduled(commands.superuser(), "check");
            assertThat(dba.err())
                    .contains("note: " + commands.superuser().user()
                            + " is a superuser, which is not needed: once Keepuntil is"
                            + " installed, a plain account that is a member of "
                            + commands.roles().operator());

            commands.database().execute("alter role \"" + night.user() + "\" superuser");
            assertThat(commands.scheduled(both, "check").err())
                    .contains("note: " + night.user() + " is a superuser, which is not needed");
        }
    }

    @Test
    void check_needsNoDatabase_whenNoneIsNamedOnTheCommandLine() {
        Commands.Result check = Commands.alone(
                home,
                Map.of("PGHOST", "no.such.host", "KEEPUNTIL_DATABASE", "postgresql://no.such.host/x"),
                "check",
                "--schedule",
                Commands.SCHEDULE.toString());

        assertThat(check.status()).as(check.toString()).isZero();
    }
}
