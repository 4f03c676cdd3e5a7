package org.keepuntil.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.audit.seal.SigningKeys;
import org.keepuntil.cli.DemoTarget;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.Target;
import org.keepuntil.cli.UserError;

/**
 * What {@code --database demo} stands for: the demonstration's server, started for as long as a command takes, with the schedule that
 * belongs to it. Its account is no superuser.
 */
public final class Demonstration implements DemoTarget, AutoCloseable {
    /** The account that the demonstration's commands sign in with. */
    static final String LOGIN = "demo";

    /** The account that approves what the other plans. */
    static final String APPROVER = "demo-approver";

    private final Path folder;
    private @Nullable DemoServer server;

    /**
     * One that is not started yet.
     *
     * @param folder where the server lives
     */
    public Demonstration(Path folder) {
        this.folder = folder;
    }

    @Override
    public Target start(boolean approver) {
        if (!DemoServer.exists(folder)) {
            throw new UserError(ExitCode.DATABASE, "There is no demonstration yet.", "Run `keepuntil demo` first.");
        }
        DemoServer running = server();
        Properties properties = new Properties();
        String login = approver ? APPROVER : LOGIN;
        properties.setProperty("user", login);
        properties.setProperty("password", running.password());
        properties.setProperty("ApplicationName", "keepuntil");
        properties.setProperty("logServerErrorDetail", "false");
        return new Target(
                "jdbc:postgresql://localhost:" + running.port() + "/" + DemoServer.DATABASE,
                properties,
                running.uri(login));
    }

    /** The server, which is made and started if need be. */
    synchronized DemoServer server() {
        DemoServer running = server;
        if (running == null) {
            running = DemoServer.start(folder);
            running.closeOnlyWhenAsked();
            server = running;
        }
        return running;
    }

    /** Its keys are its own, so that demonstrations leave nothing in anybody's configuration. */
    @Override
    public Map<String, String> environment() {
        return Map.of(
                TokenKeys.VARIABLE,
                folder.resolve("token.key").toString(),
                SigningKeys.FILE_VARIABLE,
                folder.resolve("log.key").toString(),
                SigningKeys.VARIABLE,
                "");
    }

    @Override
    public List<Path> schedules() {
        return List.of(DemoSchedules.beside().named(played()));
    }

    /** Remembers which schedule is played, for the commands that come after. */
    void play(String schedule) {
        try {
            Files.writeString(scheduleFile(), schedule);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String played() {
        try {
            return Files.exists(scheduleFile())
                    ? Files.readString(scheduleFile()).strip()
                    : DemoSchedules.USUAL;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path scheduleFile() {
        return folder.resolve("schedule");
    }

    /** Stops the server if it was started. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
