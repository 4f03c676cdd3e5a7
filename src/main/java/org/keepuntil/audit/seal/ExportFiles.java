package org.keepuntil.audit.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.keepuntil.audit.tlog.Tile;

/**
 * The files of an exported log. Each is written whole or not at all, and is on the disk before it is named; one that is there is never
 * written again, but for the newest checkpoint.
 */
final class ExportFiles {
    private static final String CHECKPOINT = "checkpoint";

    private final Path directory;
    private final Set<Path> touched = new HashSet<>();

    ExportFiles(Path directory) {
        this.directory = directory;
    }

    Path checkpoint() {
        return directory.resolve(CHECKPOINT);
    }

    void tile(Tile tile, byte[] hashes) throws IOException {
        write(directory.resolve(tile.path()), hashes);
    }

    void bundle(long index, int entries, byte[] data) throws IOException {
        write(directory.resolve(Tile.bundlePath(index, entries)), data);
    }

    /** One of the checkpoints that there have been. */
    void checkpoint(long size, byte[] note) throws IOException {
        write(directory.resolve("checkpoints").resolve(Long.toString(size)), note);
    }

    /** The newest checkpoint; all that it speaks of is on the disk by now. */
    void newest(byte[] note) throws IOException {
        settle();
        put(checkpoint(), note);
        settle();
    }

    private void write(Path file, byte[] bytes) throws IOException {
        if (!Files.exists(file)) {
            put(file, bytes);
        } else if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
            throw new ExportRefusedException(
                    file + " is there already and says something else. Nothing was changed in it."
                            + " Export to another directory, and find out who wrote to this one");
        }
    }

    private void put(Path file, byte[] bytes) throws IOException {
        Path parent = parent(file);
        Files.createDirectories(parent);
        Path half = parent.resolve("." + file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        for (Path at = parent; !touched.contains(at) && at.startsWith(directory); at = parent(at)) {
            touched.add(at);
        }
    }

    /** Puts the names of files on the disk, too. */
    private void settle() throws IOException {
        for (Path each : touched) {
            try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        touched.clear();
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
