package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.keepuntil.source.Problems;

/** Files with one of nearly every mistake: all are reported in one go, each at its place. */
class PlantedErrorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/keepuntil/binding/planted");

    @Test
    void load_reportsEveryProblemOfBothFilesAtItsPlace_whenThereAreMany() throws IOException {
        Problems problems = new Problems();
        assertThat(ScheduleFolder.load(FOLDER, problems)).isEmpty();
        String seen = problems.render().replace(FOLDER + "/", "");
        Path golden = FOLDER.resolve("problems.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, seen);
        }
        assertThat(seen).isEqualTo(Files.readString(golden));
    }
}
