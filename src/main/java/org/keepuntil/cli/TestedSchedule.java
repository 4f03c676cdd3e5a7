package org.keepuntil.cli;

import java.nio.file.Path;
import org.keepuntil.binding.ExampleFolder;
import org.keepuntil.examples.Results;

/**
 * A schedule whose examples were run.
 *
 * @param file where the examples are, or would be
 */
record TestedSchedule(Path file, Results results) {
    static TestedSchedule of(ExampleFolder.Loaded loaded) {
        return new TestedSchedule(loaded.file(), Results.of(loaded.schedule(), loaded.setting(), loaded.examples()));
    }

    String name() {
        return results.schedule().name();
    }

    int count() {
        return results.all().size();
    }

    int failures() {
        return results.failed().size();
    }

    boolean passed() {
        return failures() == 0;
    }
}
