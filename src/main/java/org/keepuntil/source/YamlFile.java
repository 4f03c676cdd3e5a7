package org.keepuntil.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A YAML file as it was read. Only plain YAML is taken: no anchors, aliases, merge keys, tags, tabs or second document,
 * because a person who reads a schedule should see all of it where it stands.
 *
 * @param name the file as the user named it
 * @param text the whole text, to the byte
 */
public record YamlFile(String name, String text, Node root) {
    /** No schedule is larger; a larger file is something else. */
    private static final int LARGEST = 2_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Reads a file; empty, with problems, where it is not YAML that can be taken. */
    public static Optional<YamlFile> read(Path path, Problems problems) {
        return text(path, problems).flatMap(text -> of(path.toString(), text, problems));
    }

    /** Reads a text under a name; empty, with problems, where it is not YAML that can be taken. */
    public static Optional<YamlFile> of(String name, String text, Problems problems) {
        String body = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        problems.remember(name, body);
        return new YamlReader(name, body, problems).read().map(root -> new YamlFile(name, text, root));
    }

    private static Optional<String> text(Path path, Problems problems) {
        Place start = new Place(path.toString(), 1, 1);
        try {
            if (Files.size(path) > LARGEST) {
                problems.error(start, 1, "the file has more than 2 million bytes", "");
                return Optional.empty();
            }
            return decode(Files.readAllBytes(path), start, problems);
        } catch (NoSuchFileException e) {
            problems.error(start, 1, "there is no such file", "");
        } catch (IOException e) {
            problems.error(start, 1, "the file cannot be read (" + e.getClass().getSimpleName() + ")", "");
        }
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Place start, Problems problems) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            // The decoder stops in front of the first byte that is wrong, so what is before it tells the place.
            String before = new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8);
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = 1 + before.length() - (before.lastIndexOf('\n') + 1);
            problems.error(
                    new Place(start.file(), line, column),
                    1,
                    "the file is not UTF-8 text",
                    "Save the file again with the encoding UTF-8.");
            return Optional.empty();
        }
    }
}
