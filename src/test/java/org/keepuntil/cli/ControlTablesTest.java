package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.seal.ControlTables;
import org.keepuntil.cli.Commands.Result;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.TestDatabase;

/** What people and nights do with the program's verbs is never found wrong; what is done behind its back is, then and ever after. */
class ControlTablesTest {
    @TempDir
    Path folder;

    private Commands commands;
    private TestDatabase.Login operator;
    private TestDatabase.Login approver;

    @BeforeEach
    void install() throws Exception {
        commands = Commands.installed(300, folder);
        operator = commands.operator("night");
        approver = commands.approver("records_manager");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    private void done(Result result) {
        assertThat(result.status()).as(result.toString()).isIn(0, 6);
    }

    private void night() {
        done(commands.scheduled(operator, "run", "--as-of", Commands.AS_OF, "--report", folder.resolve("reports").toString()));
    }

    private List<String> findings() throws Exception {
        return ControlFindings.of(commands.database().dataSource(), new ControlTables());
    }

    @Test
    void nothingIsFound_afterHonestUse() throws Exception {
        assertThat(findings()).isEmpty();
        night();
        System.out.println(commands.texts("select table_name || ' ' || run || ' ' || differed from keepuntil.control_sum order by 1"));
        System.out.println(commands.texts("select table_name || ' ' || run || ' ' || total from keepuntil.control_change order by 1"));
        System.out.println(commands.texts("select first || ' ' || convert_from(substring(data from 3 for 200), 'UTF8') from keepuntil.log_bundle where run is null order by 1"));
        assertThat(findings()).isEmpty();
    }
}
