package org.keepuntil.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What an earlier demonstration left running because it was killed. Nobody else uses the programs in its folder, and the
 * folder is locked, so whatever still runs from there is a leftover.
 */
final class LeftoverServer {
    private static final long PATIENCE_SECONDS = 60;

    private final DemoHome home;

    LeftoverServer(DemoHome home) {
        this.home = home;
    }

    /** Stops the server in good order, then whatever else runs from the folder (a half-done initdb, say). */
    void stop() throws IOException {
        Optional<ProcessHandle> postmaster =
                pid(home.data()).flatMap(ProcessHandle::of).filter(this::isOurs);
        if (postmaster.isPresent()) {
            stopInGoodOrder(postmaster.get());
        }
        ProcessHandle.allProcesses().filter(this::isOurs).forEach(leftover -> {
            leftover.destroyForcibly();
            await(leftover);
        });
        // Nothing runs from the folder any more. The number in the file may belong to another program by now, and
        // PostgreSQL would not start beside it. Where it can't be seen whose it is, PostgreSQL shall judge.
        if (pid(home.data()).flatMap(ProcessHandle::of).stream()
                .allMatch(process -> process.info().command().isPresent())) {
            Files.deleteIfExists(home.data().resolve("postmaster.pid"));
        }
    }

    /** The process that the data directory says is its server, alive or not. */
    static Optional<Long> pid(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")
                ? Optional.empty()
                : Optional.of(Long.parseLong(lines.get(0).strip()));
    }

    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).startsWith(home.programs()))
                .orElse(false);
    }

    /** Asks for PostgreSQL's fast shutdown, which is SIGINT; Java itself can only send SIGTERM, which waits for clients. */
    private void stopInGoodOrder(ProcessHandle postmaster) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -INT " + postmaster.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!await(postmaster)) {
            throw new DemoServerException("A server that an earlier demonstration left (process " + postmaster.pid()
                    + ") does not stop. End that process, then try again.");
        }
    }

    /** True once the process is gone. */
    static boolean await(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
