package org.keepuntil.dispose.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a bag back, all of it. */
public final class BagCheck {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_./-]+)");

    private BagCheck() {}

    /**
     * What is wrong with the bag; empty where every byte of it is as it was written.
     *
     * @param digest SHA-256 of its tag manifest
     */
    public static Optional<String> problem(Path bag, String digest) {
        try {
            return Optional.ofNullable(look(bag, digest));
        } catch (IOException e) {
            return Optional.of("it can't be read");
        }
    }

    /**
     * The same, and whether the files of lines have as many as were written.
     *
     * @param lines by the name of the file
     */
    public static Optional<String> problem(Path bag, String digest, Map<String, Long> lines) {
        Optional<String> problem = problem(bag, digest);
        if (problem.isPresent()) {
            return problem;
        }
        try {
            for (Map.Entry<String, Long> each : lines.entrySet()) {
                if (count(bag.resolve(each.getKey())) != each.getValue()) {
                    return Optional.of(each.getKey() + " has not as many lines as rows were read");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it can't be read");
        }
    }

    private static @Nullable String look(Path bag, String digest) throws IOException {
        if (!Files.isDirectory(bag, LinkOption.NOFOLLOW_LINKS)) {
            return "it is not there";
        }
        if (!digest(bag.resolve(BagWriter.TAG_MANIFEST)).equals(digest)) {
            return BagWriter.TAG_MANIFEST + " is not the one that was written";
        }
        Map<String, String> tags = manifest(bag, BagWriter.TAG_MANIFEST);
        Map<String, String> payload = manifest(bag, BagWriter.MANIFEST);
        Set<String> there = files(bag);
        Set<String> expected = new TreeSet<>(tags.keySet());
        expected.addAll(payload.keySet());
        expected.add(BagWriter.TAG_MANIFEST);
        if (!there.equals(expected)) {
            return there.containsAll(expected)
                    ? "there are files in it that were not written"
                    : "files of it are missing";
        }
        for (Map<String, String> manifest : List.of(tags, payload)) {
            for (Map.Entry<String, String> file : manifest.entrySet()) {
                if (!digest(bag.resolve(file.getKey())).equals(file.getValue())) {
                    return file.getKey() + " is not as it was written";
                }
            }
        }
        return null;
    }

    private static Map<String, String> manifest(Path bag, String name) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String line : Files.readAllLines(bag.resolve(name), UTF_8)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || Path.of(matcher.group(2)).normalize().startsWith("..")) {
                throw new IOException(name + " has a line that was not written so");
            }
            digests.put(matcher.group(2), matcher.group(1));
        }
        return digests;
    }

    /** All that is no directory; what is a link is not as it was written. */
    private static Set<String> files(Path bag) throws IOException {
        try (Stream<Path> all = Files.walk(bag)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> bag.relativize(file).toString() + (Files.isSymbolicLink(file) ? "@" : ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String digest(Path file) throws IOException {
        Sha256Stream digest = new Sha256Stream(OutputStream.nullOutputStream());
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            in.transferTo(digest);
        }
        return digest.hex();
    }

    private static long count(Path file) throws IOException {
        long lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
            while (reader.readLine() != null) {
                lines++;
            }
        }
        return lines;
    }
}
