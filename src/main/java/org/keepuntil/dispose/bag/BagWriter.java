package org.keepuntil.dispose.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a bag into a new directory, every file down to the disk. Nobody else can read it but the account that runs the program. */
public final class BagWriter implements Closeable {
    static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";

    private final Path directory;
    private final Map<String, Lines> open = new LinkedHashMap<>();
    private final Map<String, String> digests = new TreeMap<>();
    private final Map<String, Long> lineCounts = new TreeMap<>();
    private long bytes;

    /** Makes the directory, which must not be there. */
    public BagWriter(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(directory.resolve("data"));
    }

    /** A file of the payload that grows line by line. */
    private static final class Lines implements Closeable {
        private final FileChannel channel;
        private final Sha256Stream stream;
        private long count;

        Lines(Path file) throws IOException {
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            this.stream = new Sha256Stream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Adds a line to a file of the payload. */
    public void line(String name, String line) throws IOException {
        Lines lines = open.get(name);
        if (lines == null) {
            lines = new Lines(payload(name));
            open.put(name, lines);
        }
        lines.stream.write((line + "\n").getBytes(UTF_8));
        lines.count++;
    }

    /** What writes the contents of a file. */
    public interface Contents {
        void write(OutputStream to) throws IOException;
    }

    /**
     * Adds a whole file to the payload.
     *
     * @return its size and digest
     */
    public Written file(String name, Contents contents) throws IOException {
        try (Lines file = new Lines(payload(name))) {
            contents.write(file.stream);
            return finish(name, file);
        }
    }

    /** A file of the payload. */
    public record Written(long bytes, String sha256) {}

    private Path payload(String name) throws IOException {
        Path file = directory.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private Written finish(String name, Lines file) throws IOException {
        file.stream.flush();
        file.channel.force(true);
        String digest = file.stream.hex();
        digests.put("data/" + name, digest);
        bytes += file.stream.bytes();
        return new Written(file.stream.bytes(), digest);
    }

    /**
     * Writes the tag files.
     *
     * @param info what {@code bag-info.txt} says, in this order; {@code Payload-Oxum} is added
     * @return SHA-256 of the tag manifest, which stands for all of the bag
     */
    public String finish(Map<String, String> info) throws IOException {
        for (Map.Entry<String, Lines> each : open.entrySet()) {
            try (Lines lines = each.getValue()) {
                finish(each.getKey(), lines);
                lineCounts.put("data/" + each.getKey(), lines.count);
            }
        }
        open.clear();
        StringBuilder text = new StringBuilder();
        info.forEach(
                (label, value) -> text.append(label).append(": ").append(value).append('\n'));
        text.append("Payload-Oxum: ")
                .append(bytes)
                .append('.')
                .append(digests.size())
                .append('\n');
        Map<String, String> tags = new TreeMap<>();
        tags.put("bag-info.txt", tag("bag-info.txt", text.toString()));
        tags.put("bagit.txt", tag("bagit.txt", DECLARATION));
        tags.put(MANIFEST, tag(MANIFEST, manifest(digests)));
        String digest = tag(TAG_MANIFEST, manifest(tags));
        syncDirectories();
        return digest;
    }

    /** How many lines each file of lines has. */
    public Map<String, Long> lineCounts() {
        return lineCounts;
    }

    private static String manifest(Map<String, String> digests) {
        StringBuilder manifest = new StringBuilder();
        digests.forEach((name, digest) ->
                manifest.append(digest).append("  ").append(name).append('\n'));
        return manifest.toString();
    }

    private String tag(String name, String text) throws IOException {
        try (Lines file = new Lines(directory.resolve(name))) {
            file.stream.write(text.getBytes(UTF_8));
            file.stream.flush();
            file.channel.force(true);
            return file.stream.hex();
        }
    }

    private void syncDirectories() throws IOException {
        List<Path> directories = new ArrayList<>();
        try (var all = Files.walk(directory)) {
            all.filter(Files::isDirectory).forEach(directories::add);
        }
        for (Path each : directories) {
            sync(each);
        }
    }

    /** Makes sure that the names in a directory are on the disk. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        for (Lines lines : open.values()) {
            lines.close();
        }
    }
}
