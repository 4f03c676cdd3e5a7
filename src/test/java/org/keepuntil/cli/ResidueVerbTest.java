package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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
    void residue_saysWhatItMayNot_untilItHasWhatCheckAsksFor() throws Exception {
        try (Commands commands = Commands.installed(60, home)) {
            TestDatabase.Login operator = commands.operator("night");
            TestDatabase.Login keeper =
                    commands.database().login("keeper", commands.roles().maintainer());
            assertThat(commands.run(keeper, "residue").out()).contains("No run has left anything to purge.");
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

            List<String> grants = new ArrayList<>(commands.scheduled(operator, "check")
                    .err()
                    .lines()
                    .filter(line -> line.startsWith("  grant ") && line.contains("maintainer"))
                    .toList());
            assertThat(grants).anyMatch(grant -> grant.contains("pg_switch_wal"));
            grants.forEach(grant -> commands.database().execute(grant));
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
