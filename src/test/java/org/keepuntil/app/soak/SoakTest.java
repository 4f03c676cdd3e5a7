package org.keepuntil.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults at random moments: nothing early, nothing twice, nothing half, nothing that is not in the log. {@code scripts/soak} does hundreds. */
class SoakTest {
    private static final int FAULTS = Integer.getInteger("keepuntil.faults", 3);
    private static final int CHILDREN = Integer.getInteger("keepuntil.children", 4000);

    @TempDir
    Path folder;

    @Test
    void noFault_makesRecordsGoEarlyTwiceOrByHalves() throws Exception {
        long seed = Long.getLong("keepuntil.seed", System.nanoTime());
        try (Soak soak = new Soak(folder, CHILDREN, seed)) {
            SoakResult result = soak.run(FAULTS, soFar -> write(soFar.table(seed)));
            System.out.println(result.table(seed));
            assertThat(result.violations()).as(result.table(seed)).isEmpty();
            assertThat(result.deadlocks()).as("seed %d", seed).isZero();
        }
    }

    /** A long soak is of use before its end, too. */
    private static void write(String table) {
        String file = System.getProperty("keepuntil.table");
        if (file != null) {
            try {
                Files.writeString(Path.of(file), table);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
