package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.SampleNight;

/**
 * Whatever the schema, what a run leaves is what PostgreSQL itself leaves where foreign keys cascade within a record and links to it are
 * set to null. Always the same schemas; {@code -Dkeepuntil.oracle.schemas=N} tries N,
 * {@code -Dkeepuntil.oracle.seed=S} begins with that one. A failure names its seed.
 */
class SchemaOracleTest {
    private static final int SCHEMAS = Integer.getInteger("keepuntil.oracle.schemas", 12);
    private static final long SEED = Long.getLong("keepuntil.oracle.seed", 2025);

    @TempDir
    private Path folder;

    @Test
    void whatIsLeft_isWhatPostgresLeavesByCascade_inAnySchema() throws Exception {
        int gone = 0;
        List<Throwable> failures = new ArrayList<>();
        for (long seed : seeds()) {
            try {
                gone += compare(seed);
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(gone).as("records gone in all").isGreaterThan(SCHEMAS);
    }

    private static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = SEED; seed < SEED + SCHEMAS; seed++) {
            seeds.add(seed);
        }
        System.out.println("Schemas from seed " + SEED + " on, " + SCHEMAS + " of them");
        return seeds;
    }

    private int compare(long seed) throws Exception {
        RandomSchema schema = new RandomSchema(seed);
        Shape shape = schema.make();
        Path directory = Files.createDirectories(folder.resolve("s" + seed));
        Files.writeString(directory.resolve("schedule.yaml"), Shape.SCHEDULE);
        Files.writeString(directory.resolve("binding.yaml"), shape.binding());
        try (SampleNight sample = SampleNight.of(schema.script(), directory, folder.resolve("keys" + seed))) {
            new Filler(shape, new Random(seed), 12, Map.of()).fill(sample.superuser());
            return Comparison.of(sample, shape, "closed <= date '2020-11-22'");
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n" + schema.script() + "\n" + shape.binding(), e);
        }
    }
}
