package org.keepuntil.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.testing.SampleNight;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nights over files that are kept for six years after they were closed, in a schema of the test's own. */
final class FileNight implements AutoCloseable {
    private static final String SCHEDULE = """
            schedule: files
            title: Files
            version: 1
            records:
              file: { title: File, events: [closing] }
            rules:
              - { id: six-years, records: file, keep: 6 years after closing, then: destroy, authority: a test }
            """;

    private final SampleNight sample;

    private FileNight(SampleNight sample) {
        this.sample = sample;
    }

    /** The database with the tables of the script, bound; where the binding is refused the error says why. */
    static FileNight of(TestDatabase database, Path folder, String binding, String script) throws Exception {
        Path directory = Files.createDirectories(folder.resolve("schedule"));
        Files.writeString(directory.resolve("schedule.yaml"), SCHEDULE);
        Files.writeString(directory.resolve("binding.yaml"), binding);
        return new FileNight(SampleNight.of(database, script, directory, folder.resolve("keys")));
    }

    SampleNight sample() {
        return sample;
    }

    Night run() throws Exception {
        return run(sample);
    }

    static Night run(SampleNight sample) throws Exception {
        Night night = sample.night(() -> false, new SampleNight.Listener());
        night.begin(SampleNight.AS_OF);
        night.plan();
        night.dispose();
        night.list();
        night.seal();
        return night;
    }

    static void hold(SampleNight sample, String recordClass, List<String> key) {
        Holds.of(sample.superuser(), () -> {
                    try {
                        return sample.tokens();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .place(new NewHold(
                        recordClass,
                        Optional.of(key),
                        HoldKind.LITIGATION,
                        "a court",
                        Optional.empty(),
                        "a claim",
                        Optional.empty()));
    }

    /** The texts that a query finds, sorted. */
    List<String> rows(String query) {
        return List.copyOf(new TreeSet<>(new JdbcTemplate(sample.superuser()).queryForList(query, String.class)));
    }

    @Override
    public void close() {
        sample.close();
    }
}
