package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The most memory that the server's processes had together while something went on: what is theirs alone, without the shared buffers. It is
 * looked at ten times a second.
 */
final class Memory implements AutoCloseable {
    private final long postmaster;
    private final Thread watcher = new Thread(this::watch, "memory");
    private volatile boolean closed;
    private volatile long most;

    private Memory(long postmaster) {
        this.postmaster = postmaster;
    }

    /** Watches a server; one on another machine has no process here, and is not watched. */
    static Memory of(Server server) {
        long postmaster = -1;
        if (server.isEmbedded()) {
            Long pid = server.administration()
                    .queryForObject("select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::bigint", Long.class);
            postmaster = pid == null ? -1 : pid;
        }
        Memory memory = new Memory(postmaster);
        memory.watcher.setDaemon(true);
        memory.watcher.start();
        return memory;
    }

    /** Kilobytes that a process has had at most. */
    static long peak(long pid) {
        return field(pid, "VmHWM:");
    }

    private static long field(long pid, String name) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException goneOrNotLinux) {
            return 0;
        }
    }

    private void watch() {
        while (!closed && postmaster > 0) {
            long now = ProcessHandle.of(postmaster)
                    .map(p -> field(p.pid(), "RssAnon:")
                            + p.children()
                                    .mapToLong(c -> field(c.pid(), "RssAnon:"))
                                    .sum())
                    .orElse(0L);
            most = Math.max(most, now);
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends watching; kilobytes, 0 where nothing could be seen. */
    long most() {
        close();
        return most;
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
