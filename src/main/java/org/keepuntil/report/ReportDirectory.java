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

    /** Makes the files of a report in an empty directory. */
    @FunctionalInterface
    interface Maker {
        void make(Path empty) throws IOException;
    }

    /** Has the files made and moves them to the directory; gives its real path. */
    static Path write(Path directory, RunFacts run, Maker maker) throws IOException {
        Path target = Files.exists(directory)
                ? directory.toRealPath()
                : directory.toAbsolutePath().normalize();
        refuseIfTaken(target, run);
        Path parent = target.getParent();
        if (parent == null) {
            throw new ReportRefusedException(target, "is the root of the file system");
        }
        Files.createDirectories(parent, Permissions.ownerOnlyDirectory(parent));
        Path staging = Files.createTempDirectory(parent, ".report-", Permissions.ownerOnlyDirectory(parent));
        try {
            maker.make(staging);
            // once more: making the files may have taken minutes
            boolean again = refuseIfTaken(target, run);
            place(staging, target, again);
            force(parent);
        } finally {
            delete(staging);
        }
        return target;
    }

    /** Whether the directory already holds a report of this run. */
    private static boolean refuseIfTaken(Path target, RunFacts run) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        if (!Files.isDirectory(target)) {
            throw new ReportRefusedException(target, "is not a directory");
        }
        if (isEmpty(target)) {
            return false;
        }
        JsonNode other = runIn(target);
        String id = other.path("id").asString("");
        String database = other.path("database").asString("");
        if (id.isEmpty()) {
            throw new ReportRefusedException(target, "is not empty, and is not the report of a run");
        }
        if (!id.equals(run.id())) {
            throw new ReportRefusedException(target, "holds the report of another run, " + id);
        }
        if (!database.equals(run.database())) {
            throw new ReportRefusedException(target, "holds the report of a run of another database, " + database);
        }
        return true;
    }

    /** What the report in the directory says of its run; nothing where there is no report. */
    private static JsonNode runIn(Path directory) throws IOException {
        Path json = directory.resolve(RunJson.NAME);
        if (!Files.isRegularFile(json)) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(json)).path("run");
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void place(Path staging, Path target, boolean again) throws IOException {
        if (again) {
            replaceFiles(staging, target);
            return;
        }
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            throw new ReportRefusedException(target, "was filled by something else meanwhile");
        }
    }

    /** One by one, because the directory may hold a signature or a note besides; {@code run.json}, which has the digests, comes last. */
    private static void replaceFiles(Path staging, Path target) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> made = Files.list(staging)) {
            made.sorted().forEach(files::add);
        }
        files.sort(Comparator.comparing(file -> file.endsWith(RunJson.NAME)));
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
