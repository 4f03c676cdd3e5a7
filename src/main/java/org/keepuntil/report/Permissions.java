package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Reports hold keyed references, which are personal data: only their owner may read them, where the file system knows owners. */
final class Permissions {
    private Permissions() {}

    static FileAttribute<?>[] ownerOnlyFile(Path file) throws IOException {
        return attributes(file, "rw-------");
    }

    static FileAttribute<?>[] ownerOnlyDirectory(Path directory) throws IOException {
        return attributes(directory, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) throws IOException {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing)) {
            Path parent = existing.getParent();
            if (parent == null) {
                return new FileAttribute<?>[0];
            }
            existing = parent;
        }
        return Files.getFileStore(existing).supportsFileAttributeView(PosixFileAttributeView.class)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
