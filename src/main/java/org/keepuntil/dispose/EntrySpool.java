package org.keepuntil.dispose;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.Entry;

/**
 * Entries of the log that wait for the end of a long transaction, for the log is locked to the commit of whoever writes to it. They are kept
 * in a file that the system removes with the process: of some million records they are more than the memory should have to hold. What is in
 * it is what is in the log a moment later; nobody but the program's own account may read it.
 */
final class EntrySpool implements AutoCloseable {
    private static final int BUNDLE = 5000;

    private final Path file;
    private final DataOutputStream out;
    private final List<Entry> waiting = new ArrayList<>();

    private EntrySpool(Path file, DataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    static EntrySpool open() {
        try {
            Path file = Files.createTempFile("keepuntil", ".entries");
            return new EntrySpool(file, new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Entry entry) {
        waiting.add(entry);
        if (waiting.size() == BUNDLE) {
            spill();
        }
    }

    private void spill() {
        byte[] bundle = Bundle.encode(waiting);
        waiting.clear();
        try {
            out.writeInt(bundle.length);
            out.write(bundle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives all of them, in the order in which they came, some thousand at a time; nothing is added afterwards. */
    void drain(Consumer<List<Entry>> consumer) {
        if (!waiting.isEmpty()) {
            spill();
        }
        try {
            out.close();
            try (DataInputStream in = new DataInputStream(
                    new BufferedInputStream(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)))) {
                while (in.available() > 0) {
                    byte[] bundle = new byte[in.readInt()];
                    in.readFully(bundle);
                    consumer.accept(Bundle.decode(bundle));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
