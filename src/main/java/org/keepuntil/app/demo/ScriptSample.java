package org.keepuntil.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.app.demo.DemoPlay.Found;

/**
 * The sample that a schedule brings along as {@code database.sql}. It is laid out as of {@link #AS_OF}, and judged as of that day.
 *
 * @param folder that of the schedule
 */
record ScriptSample(Path folder) implements DemoSample {
    static final String SCRIPT = "database.sql";
    static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    @Override
    public String schedule() {
        return folder.getFileName().toString();
    }

    @Override
    public String title() {
        return "the records of " + schedule();
    }

    @Override
    public Optional<LocalDate> asOf() {
        return Optional.of(AS_OF);
    }

    @Override
    public void create(DataSource database, Consumer<String> progress) throws SQLException {
        progress.accept(SCRIPT);
        String script;
        try {
            script = Files.readString(folder.resolve(SCRIPT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
            progress.accept("statistics");
            statement.execute("analyze");
        }
    }

    /** Whatever is due: a sample so small has few whom an inquiry would ask for. */
    @Override
    public List<Found> inquiry(DataSource database, List<Found> due) {
        return due;
    }
}
