package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** A schedule with what published ones get wrong: all of it is reported in one go, each at its place, with what to write. */
class PlantedLintsTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/keepuntil/schedule/planted");

    @Test
    void parse_reportsEveryProblemAtItsPlace_whenThereAreMany() throws IOException {
        Problems problems = new Problems();
        Path file = FOLDER.resolve("schedule.yaml");
        assertThat(YamlFile.read(file, problems).flatMap(f -> ScheduleParser.parse(f, problems)))
                .isEmpty();
        String seen = problems.render().replace(FOLDER + "/", "");
        Path golden = FOLDER.resolve("problems.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, seen);
        }
        assertThat(seen).isEqualTo(Files.readString(golden));
    }
}
