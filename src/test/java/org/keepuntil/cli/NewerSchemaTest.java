package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that another machine's has left behind: each command sees that before it does anything. */
class NewerSchemaTest {
    @TempDir
    private static Path home;

    /** Those that ask for a schedule before they look at a database. */
    private static final List<String> SCHEDULED =
            List.of("plan", "run", "forecast", "explain", "hold", "review", "check", "init");

    private static Commands commands;

    @BeforeAll
    static void upgradeElsewhere() throws SQLException {
        commands = Commands.installed(20, home);
        commands.database().execute("""
                insert into keepuntil.schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (99, '99', 'from the future', 'SQL', 'V99__x.sql', 'x', 0, true)""");
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan",
                "run",
                "run --dry-run",
                "forecast",
                "explain referral 1",
                "approvals",
                "approve abc",
                "status",
                "hold place referral 1 --kind audit --authority x --reason y",
                "review list",
                "request list",
                "transfer list",
                "report",
                "residue",
                "audit verify",
                "audit export EXPORT",
                "audit prove referral 1",
                "check",
                "init",
                "init --upgrade",
                "init --sql"
            })
    void everyCommand_refuses_andSaysWhichProgramIsNeeded(String words) {
        List<String> line = new ArrayList<>(List.of(words.split(" ")));
        line.replaceAll(word -> word.equals("EXPORT") ? home.resolve("export").toString() : word);
        if (SCHEDULED.contains(line.get(0))) {
            line.addAll(List.of("--schedule", Commands.SCHEDULE.toString()));
        }
        String before = everything();

        Commands.Result refused = commands.run(commands.superuser(), line.toArray(String[]::new));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(ExitCode.CONTROL_SCHEMA.number());
        assertThat(refused.err()).contains("has version 99", "Use the newer program");
        assertThat(everything()).isEqualTo(before);
    }

    private static String everything() {
        return commands.content()
                + commands.texts("select size || ' ' || (select count(*) from keepuntil.run) from keepuntil.log_head");
    }
}
