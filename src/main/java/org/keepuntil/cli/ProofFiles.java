package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.keepuntil.audit.tlog.LogProof;

/** A file for each proof in a directory. They have keyed tokens in them, so only their owner may read them. */
record ProofFiles(Path directory) {
    private static final String ENDING = ".tlog-proof";

    /** Writes it and says where. */
    Path write(LogProof proof) {
        Path file = directory.resolve("entry-" + proof.index() + ENDING);
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
            Files.createFile(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Files.write(file, proof.format().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
