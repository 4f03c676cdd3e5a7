package org.keepuntil.cli;

import java.nio.file.Path;
import org.keepuntil.binding.ExampleFolder;
import org.keepuntil.examples.Results;

/**
 * A schedule whose examples were run.
 *
 * @param file where the examples are, or would be
 * @param inDatabase whether a database was asked too
 */
record TestedSchedule(Path file, Results results, boolean inDatabase) {
    static TestedSchedule of(ExampleFolder.Loaded loaded) {
        return new TestedSchedule(
                loaded.file(), Results.of(loaded.schedule(), loaded.setting(), loaded.examples()), false);
    }

    TestedSchedule asked(Results of) {
        return new TestedSchedule(file, of, true);
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

    /** How many the database was asked about. */
    long countAsked() {
        return results.all().stream()
                .filter(result -> inDatabase && result.notAsked().isEmpty())
                .count();
    }

    boolean hasDisagreements() {
        return results.all().stream().anyMatch(result -> !result.disagreements().isEmpty());
    }
}
