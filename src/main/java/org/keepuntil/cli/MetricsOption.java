package org.keepuntil.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --metrics}: a file for the textfile collector of Prometheus' node exporter. */
final class MetricsOption {
    private static final String SUFFIX = ".prom";

    @Option(
            names = "--metrics",
            paramLabel = "FILE.prom",
            description =
                    "At the end, whatever the end is, write figures of the run to this file, for Prometheus' node exporter.")
    private @Nullable Path file;

    boolean isGiven() {
        return file != null;
    }

    /**
     * Returns if the file can be written: afterwards it would be too late to find out.
     *
     * @throws UserError otherwise
     */
    void refuseNoPlace() {
        if (file == null) {
            return;
        }
        if (!file.toString().endsWith(SUFFIX)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The file of --metrics is " + file + ", and the node exporter reads only files that end in "
                            + SUFFIX + ".",
                    "Name it, for instance, keepuntil.prom.");
        }
        if (!Files.isDirectory(directory(file)) || !Files.isWritable(directory(file))) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The file of --metrics can't be written: " + directory(file) + " is no directory that is writable.",
                    "Make it, or name another one: the directory of --collector.textfile.directory.");
        }
    }

    /** What the file says now; empty where there is none. */
    String before() {
        try {
            return file == null || !Files.isRegularFile(file) ? "" : Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** Puts the text in the file's place at once, so that nobody reads half of it. The collector runs as another account, which may read it. */
    void write(String text) throws IOException {
        if (file == null) {
            return;
        }
        Path made = Files.createTempFile(directory(file), ".keepuntil-", ".tmp");
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.writeString(made, text, StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Where it is, for a message. */
    String name() {
        return String.valueOf(file);
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
