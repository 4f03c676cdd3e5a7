package org.keepuntil.dispose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.audit.FileFate;

/**
 * A directory of files. From the directory on, every step is taken in the directory that was opened before it and no link is followed, so
 * that nobody can lead a removal elsewhere, not even while it is under way.
 */
final class DirectoryStore implements FileStore {
    private final Path root;
    private final Set<Path> changed = new HashSet<>();

    DirectoryStore(Path root) {
        this.root = root.normalize();
    }

    /** A name leads out of the directory, or to what is no file. */
    private static final class OutsideException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** What is done in the directory that has the file. */
    private interface Work<T> {
        T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
    }

    /** The path below the root, without detours; empty where the name leads elsewhere. */
    Optional<Path> inside(String name) {
        try {
            Path path = Path.of(name).normalize();
            Path relative = path.isAbsolute() && path.startsWith(root) ? root.relativize(path) : path;
            return relative.isAbsolute()
                            || relative.startsWith("..")
                            || relative.toString().isEmpty()
                    ? Optional.empty()
                    : Optional.of(relative);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Found> look(Collection<String> names) {
        Map<String, Found> found = new HashMap<>();
        names.forEach(name -> found.put(name, look(name)));
        return found;
    }

    private Found look(String name) {
        try {
            return at(name, (directory, file) -> isThere(directory, file)) ? Found.THERE : Found.ABSENT;
        } catch (OutsideException e) {
            return Found.OUTSIDE;
        } catch (IOException e) {
            return Found.UNREACHABLE;
        }
    }

    @Override
    public FileFate remove(String name) {
        try {
            return at(name, this::delete) ? FileFate.REMOVED : FileFate.ABSENT;
        } catch (OutsideException e) {
            return FileFate.REFUSED;
        } catch (IOException e) {
            return FileFate.FAILED;
        }
    }

    private Boolean delete(SecureDirectoryStream<Path> directory, Path file) throws IOException {
        boolean there = isThere(directory, file);
        if (there) {
            directory.deleteFile(file);
        }
        return there;
    }

    @Override
    public void sync() {
        for (Path directory : changed) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException ignored) {
                // a directory that can't be synced, or has gone since, is no reason to keep the files
            }
        }
        changed.clear();
    }

    @Override
    public String stamp(String name) throws IOException {
        BasicFileAttributes[] found = {null};
        at(name, (directory, file) -> {
            found[0] = attributes(directory, file);
            return true;
        });
        return found[0] == null ? "" : found[0].size() + " " + found[0].lastModifiedTime();
    }

    @Override
    public void copy(String name, OutputStream to) throws IOException {
        at(name, (directory, file) -> {
            Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try (InputStream in = Channels.newInputStream(directory.newByteChannel(file, options))) {
                in.transferTo(to);
            }
            return true;
        });
    }

    private static boolean isThere(SecureDirectoryStream<Path> directory, Path file) throws IOException {
        if (attributes(directory, file).isRegularFile()) {
            return true;
        }
        throw new OutsideException();
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path file) throws IOException {
        return directory
                .getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** Goes down to the file's directory and works there; false where the file or a directory on the way is not there. */
    private boolean at(String name, Work<Boolean> work) throws IOException {
        Path path = inside(name).orElseThrow(OutsideException::new);
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (!(top instanceof SecureDirectoryStream<Path> directory)) {
                throw new IOException("this system opens no file without following links");
            }
            try {
                return at(directory, path, 0, work);
            } catch (NoSuchFileException | NotDirectoryException e) {
                return false;
            } catch (FileSystemException e) {
                // its own message has the path, which may name a person
                throw new IOException("below " + root + ": " + e.getClass().getSimpleName());
            }
        }
    }

    private boolean at(SecureDirectoryStream<Path> directory, Path path, int step, Work<Boolean> work)
            throws IOException {
        Path name = path.getName(step);
        if (step == path.getNameCount() - 1) {
            Path parent = path.getParent();
            boolean done = work.in(directory, name);
            changed.add(parent == null ? root : root.resolve(parent));
            return done;
        }
        BasicFileAttributes next = attributes(directory, name);
        if (next.isSymbolicLink()) {
            throw new OutsideException();
        }
        if (!next.isDirectory()) {
            return false;
        }
        try (SecureDirectoryStream<Path> below = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return at(below, path, step + 1, work);
        }
    }
}
