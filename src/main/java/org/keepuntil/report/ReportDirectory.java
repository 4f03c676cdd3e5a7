package org.keepuntil.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Puts a report in its place: made aside, then moved, so that nobody ever sees half of one. */
final class ReportDirectory {
    private ReportDirectory() {}

    /**
     * Whose directory it is.
     *
     * @param kind what the report is of: {@code run} or {@code period}; also the name of the document that says so, and of its part
     */
    record Owner(String kind, String id, String database) {
        static Owner of(RunFacts run) {
            return new Owner("run", run.id(), run.database());
        }

        String file() {
            return kind + ".json";
        }
    }

    /** Makes the files of a report in an empty directory. */
    @FunctionalInterface
    interface Maker {
        void make(Path empty) throws IOException;
    }

    /** Has the files made and moves them to the directory; gives its real path. */
    static Path write(Path directory, Owner owner, Maker maker) throws IOException {
        Path target = Files.exists(directory)
                ? directory.toRealPath()
                : directory.toAbsolutePath().normalize();
        refuseIfTaken(target, owner);
        Path parent = target.getParent();
        if (parent == null) {
            throw new ReportRefusedException(target, "is the root of the file system");
        }
        Files.createDirectories(parent, Permissions.ownerOnlyDirectory(parent));
        Path staging = Files.createTempDirectory(parent, ".report-", Permissions.ownerOnlyDirectory(parent));
        try {
            maker.make(staging);
            // once more: making the files may have taken minutes
            boolean again = refuseIfTaken(target, owner);
            place(staging, target, again, owner.file());
            force(parent);
        } finally {
            delete(staging);
        }
        return target;
    }

    /** Whether the directory already holds this very report. */
    private static boolean refuseIfTaken(Path target, Owner owner) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        if (!Files.isDirectory(target)) {
            throw new ReportRefusedException(target, "is not a directory");
        }
        if (isEmpty(target)) {
            return false;
        }
        JsonNode other = ownerIn(target, owner);
        String id = other.path("id").asString("");
        String database = other.path("database").asString("");
        if (id.isEmpty()) {
            throw new ReportRefusedException(target, "is not empty, and is not the report of a " + owner.kind());
        }
        if (!id.equals(owner.id())) {
            throw new ReportRefusedException(target, "holds the report of another " + owner.kind() + ", " + id);
        }
        if (!database.equals(owner.database())) {
            throw new ReportRefusedException(
                    target, "holds the report of a %s of another database, %s".formatted(owner.kind(), database));
        }
        return true;
    }

    /** What the report in the directory says of its run or period; nothing where there is no report. */
    private static JsonNode ownerIn(Path directory, Owner owner) throws IOException {
        Path json = directory.resolve(owner.file());
        if (!Files.isRegularFile(json)) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(json)).path(owner.kind());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void place(Path staging, Path target, boolean again, String last) throws IOException {
        if (again) {
            replaceFiles(staging, target, last);
            return;
        }
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw new ReportRefusedException(target, "was filled by something else meanwhile");
        }
    }

    /** One by one, because the directory may hold a signature or a note besides; the document that has the digests comes last. */
    private static void replaceFiles(Path staging, Path target, String last) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> made = Files.list(staging)) {
            made.sorted().forEach(files::add);
        }
        files.sort(Comparator.comparing(file -> file.endsWith(last)));
        for (Path file : files) {
            Files.move(
                    file,
                    target.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        force(target);
    }

    private static void force(Path directory) throws IOException {
        if (!System.getProperty("os.name", "").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void delete(Path staging) throws IOException {
        if (!Files.exists(staging)) {
            return;
        }
        try (Stream<Path> files = Files.list(staging)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(staging);
    }
}
