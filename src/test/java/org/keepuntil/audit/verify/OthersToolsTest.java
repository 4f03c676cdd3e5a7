package org.keepuntil.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.seal.LogExport;

/** An exported log, verified by tools that others wrote: what {@code scripts/verify-log} needs is installed where CI runs. */
class OthersToolsTest {
    private static final Path GO = Path.of("/usr/bin/go");
    private static final Path PACKAGES = Path.of("/usr/share/gocode/src/golang.org/x/mod/sumdb");

    @TempDir
    private Path directory;

    @BeforeEach
    void lookForThem() {
        boolean there = Files.exists(GO) && Files.exists(PACKAGES);
        if (!there) {
            System.err.println(
                    "SKIPPED: no tool of others has verified a log. Install golang-go and golang-golang-x-mod-dev");
        }
        assumeThat(there).isTrue();
    }

    @Test
    void theyFindNothing_untilAnEntryIsChanged() throws Exception {
        try (SealedLog log = new SealedLog()) {
            log.seal(log.run(300, 100));
            log.seal(log.run(500, 100));
            new LogExport(log.auditor(), directory).write();
            String key = log.verifier().format();

            assertThat(verify(key, 0))
                    .contains(
                            "openssl: the checkpoint is signed by",
                            "806 entries are the leaves",
                            "200 inclusion proofs hold",
                            "2 checkpoints are of the beginning");
            Path bundle = directory.resolve("tile/entries/001");
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[50] ^= 1;
            Files.write(bundle, bytes);
            assertThat(verify(key, 1)).contains("WRONG: entry 256 is not the one that was signed");
            Path checkpoint = directory.resolve("checkpoint");
            Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n806\n", "\n805\n"));
            assertThat(verify(key, 1)).contains("WRONG: openssl does not find the checkpoint signed");
        }
    }

    private String verify(String key, int status) throws Exception {
        Process process = new ProcessBuilder("scripts/verify-log", directory.toString(), key)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(status);
        return said;
    }
}
