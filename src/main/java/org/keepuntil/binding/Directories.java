package org.keepuntil.binding;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Reads a directory: a whole path, so that it does not matter where the program is started. */
final class Directories {
    private Directories() {}

    static Optional<String> parse(Node.Scalar scalar, Problems problems) {
        String text = scalar.text().strip();
        try {
            if (Path.of(text).isAbsolute()) {
                return Optional.of(text);
            }
        } catch (InvalidPathException e) {
            // said below
        }
        problems.error(
                scalar, "\"" + text + "\" is not the whole path of a directory", "Write for example: /srv/documents");
        return Optional.empty();
    }
}
