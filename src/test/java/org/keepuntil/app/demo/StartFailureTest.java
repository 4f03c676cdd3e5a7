package org.keepuntil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {
    private static final Path HOME = Path.of("/home/ann/.cache/keepuntil/demo");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        initdb: error: cannot be run as root                                           | an ordinary user
        unshare: failed to execute /home/ann/bin/initdb: Permission denied             | KEEPUNTIL_DEMO_HOME
        could not write to file "pg_wal/xlogtemp.31": No space left on device          | Free some
        FATAL:  database files are incompatible with server                            | Delete that folder
        unshare: failed to execute /home/ann/bin/initdb: No such file or directory     | PostgreSQL of your own
        """)
    void sentence_saysWhatToDo_forWhatTheLogShows(String said, String advice) {
        assertThat(StartFailure.sentence(HOME, HOME.resolve("server.log"), said + "\nmore", new IOException("failed")))
                .contains(advice)
                .doesNotContain("%");
    }

    @Test
    void sentence_looksAtTheCausesToo() {
        Throwable cause = new IllegalStateException(
                "Process failed", new IOException("Cannot run program \"initdb\": error=13, Permission denied"));

        assertThat(StartFailure.sentence(HOME, HOME.resolve("server.log"), "", cause))
                .contains("noexec")
                .contains(HOME.toString());
    }

    @Test
    void sentence_namesLogAndLastWords_whenNothingIsKnown() {
        assertThat(StartFailure.sentence(
                        HOME, HOME.resolve("server.log"), "LOG: one\nFATAL: two\n\n", new IOException("x")))
                .contains("server.log")
                .endsWith("FATAL: two");
    }
}
