package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.residue.LevelRows;
import org.keepuntil.testing.Tampering;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code keepuntil residue} from the shell, with the rights that {@code check} asks for and without. */
class ResidueVerbTest {
    @TempDir
    private Path home;

    @Test
    void residue_saysWhatItMayNot_untilInitHasGrantedIt() throws Exception {
        try (Commands commands = Commands.installed(60, home)) {
            TestDatabase.Login operator = commands.operator("night");
            TestDatabase.Login keeper =
                    commands.database().login("keeper", commands.roles().maintainer());
            assertThat(commands.run(keeper, "residue").out()).contains("No run has left anything to purge.");
            assertThat(commands.scheduled(operator, "check").err())
                    .as("init has granted all of it")
                    .doesNotContain("before keepuntil residue can");
            String maintainer = '"' + commands.roles().maintainer() + '"';
            commands.database()
                    .execute("revoke maintain on all tables in schema sees from " + maintainer
                            + "; revoke execute on function pg_switch_wal() from " + maintainer);
            Commands.Result night = commands.scheduled(
                    operator,
                    "run",
                    "--as-of",
                    Commands.AS_OF,
                    "--report",
                    home.resolve("r").toString());
            assertThat(night.status()).as(night.toString()).isZero();

            Commands.Result refused = commands.run(keeper, "residue");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(ExitCode.PARTLY.number());
            assertThat(refused.out())
                    .contains("sees.referral", "VACUUM FULL", "nobody reads or writes it meanwhile")
                    .contains("L3: sees.referral: the maintainer");
            assertThat(commands.scheduled(operator, "check").err())
                    .contains(
                            "before keepuntil residue can",
                            "  grant maintain on sees.referral to " + maintainer + ";",
                            "  grant execute on function pg_catalog.pg_switch_wal() to " + maintainer + ";");

            Commands.Result granted = commands.scheduled(commands.superuser(), "init");
            assertThat(granted.out()).as(granted.toString()).contains("grant maintain on sees.referral", "Granted");
            assertThat(commands.scheduled(operator, "check").err()).doesNotContain("before keepuntil residue can");
            Commands.Result purged = commands.run(keeper, "residue", "--format", "json");
            JsonNode referral = trace(purged, "sees.referral");
            assertThat(referral.get("l3By").asString()).as(purged.toString()).contains("files are new or empty");
            assertThat(referral.get("rows").asLong()).isPositive();
            Tampering.isNamed(
                    commands.database().dataSource(),
                    LevelRows::new,
                    "residue",
                    " where run = 1 and relation = 'sees.referral'",
                    "keepuntil.residue, row of run 1, referral, sees.referral",
                    true,
                    "l1_at",
                    "l2_at",
                    "l3_at",
                    "l3_by",
                    "l4_at");
            assertThat(commands.run(keeper, "residue", "--dry-run", "--run", "1")
                            .out())
                    .contains("How far it is gone");
        }
    }

    @Test
    void init_namesWhatItMayNotGrant_andGrantsTheRest() throws Exception {
        try (Commands commands = Commands.installed(1, home)) {
            String maintainer = '"' + commands.roles().maintainer() + '"';
            commands.database()
                    .execute("revoke maintain on all tables in schema sees from " + maintainer
                            + "; revoke pg_monitor from " + maintainer);
            TestDatabase.Login owner = commands.database()
                    .login("owner_of_tables", commands.roles().owner());
            commands.database()
                    .execute("alter schema sees owner to \"" + owner.user() + "\"; do $$ declare each text; begin"
                            + " for each in select oid::regclass from pg_class where relnamespace = 'sees'::regnamespace"
                            + " and relkind = 'r' loop"
                            + " execute format('alter table %s owner to \"" + owner.user()
                            + "\"', each); end loop; end $$");

            Commands.Result init = commands.scheduled(owner, "init");
            assertThat(init.status()).as(init.toString()).isZero();
            assertThat(init.out()).contains("  grant maintain on sees.referral to " + maintainer + ";");
            assertThat(init.err())
                    .contains("before keepuntil residue can", "  grant pg_monitor to " + maintainer + ";")
                    .doesNotContain("maintain on sees");
            assertThat(commands.scheduled(owner, "init", "--sql").out())
                    .contains("-- What the maintainer needs", "\ngrant pg_monitor to " + maintainer + ";")
                    .doesNotContain("maintain on sees");
        }
    }

    @Test
    void run_purgesAtItsEnd_whereThatIsAskedForAndAllowed() throws Exception {
        try (Commands commands = Commands.installed(60, home)) {
            String reports = home.resolve("r").toString();
            TestDatabase.Login operator = commands.operator("night");
            String[] run = {"run", "--as-of", Commands.AS_OF, "--report", reports, "--residue", "L3"};
            Commands.Result refused = commands.scheduled(operator, run);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(ExitCode.PRIVILEGES.number());
            assertThat(refused.err()).contains("grant \"" + commands.roles().maintainer() + "\" to");
            assertThat(commands.count("select count(*) from keepuntil.run")).isZero();

            commands.database()
                    .execute("grant \"" + commands.roles().maintainer() + "\" to \"" + operator.user()
                            + "\"; revoke maintain on sees.contact from \""
                            + commands.roles().maintainer() + '"');
            Commands.Result partly = commands.scheduled(operator, run);
            assertThat(partly.status()).as(partly.toString()).isEqualTo(ExitCode.PARTLY.number());
            assertThat(partly.out()).contains("What is rewritten", "nobody reads or writes it meanwhile");
            assertThat(partly.err())
                    .contains(
                            "not purged from all files", "sees.contact: the maintainer", "keepuntil residue --dry-run");
            assertThat(levels(commands, "l3_at")).doesNotContain("sees.contact").contains("sees.referral");
            assertThat(levels(commands, "l4_at")).isEmpty();
            assertThat(Files.readString(home.resolve("r/run-1/run.json"))).contains("files are new or empty");
            assertThat(commands.run(commands.superuser(), "audit", "verify").status())
                    .isZero();

            commands.database()
                    .execute("grant maintain on sees.contact to \""
                            + commands.roles().maintainer() + '"');
            Commands.Result whole = commands.scheduled(operator, run);
            assertThat(whole.status()).as(whole.toString()).isZero();
            assertThat(levels(commands, "l3_at")).contains("sees.contact");
            assertThat(commands.scheduled(operator, "run", "--dry-run", "--residue", "L3")
                            .status())
                    .isEqualTo(ExitCode.USAGE.number());
        }
    }

    private static List<String> levels(Commands commands, String column) {
        return commands.texts("select relation from keepuntil.residue where " + column + " is not null");
    }

    private static JsonNode trace(Commands.Result result, String relation) {
        for (JsonNode trace : JsonMapper.shared().readTree(result.out()).get("residue")) {
            if (trace.get("relation").asString().equals(relation)) {
                return trace;
            }
        }
        throw new AssertionError(result);
    }

    @Test
    void residue_isRefused_toWhoeverIsNoMaintainer_orNamesNoRun() throws Exception {
        try (Commands commands = Commands.installed(1, home)) {
            TestDatabase.Login keeper =
                    commands.database().login("keeper", commands.roles().maintainer());

            assertThat(commands.run(commands.operator("night"), "residue").status())
                    .isEqualTo(ExitCode.PRIVILEGES.number());
            assertThat(commands.run(keeper, "residue", "--run", "7").status()).isEqualTo(ExitCode.NOT_FOUND.number());
            assertThat(commands.run(keeper, "residue", "--whole", "--sample", "5")
                            .status())
                    .isEqualTo(ExitCode.USAGE.number());
            assertThat(commands.run(keeper, "residue", "--sql").out())
                    .contains("create or replace function keepuntil_pages.keepuntil_clean_page");
        }
    }
}
