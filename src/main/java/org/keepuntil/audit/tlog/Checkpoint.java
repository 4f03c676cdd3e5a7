package org.keepuntil.audit.tlog;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a log says of itself, after C2SP tlog-checkpoint: which log it is, how many entries it has, the root of their tree.
 *
 * @param origin the log's name
 * @param size how many entries
 * @param root of the tree over them
 * @param extensions lines of the log's own
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    private static final int LINES = 3;
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty() || origin.contains("\n") || size < 0) {
            throw new MalformedLogException("a checkpoint names its log and a size");
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
            throw new MalformedLogException("a line of a checkpoint is empty");
        }
    }

    /**
     * A checkpoint as a note has it.
     *
     * @throws MalformedLogException if it is not in that form
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length <= LINES || !lines[lines.length - 1].isEmpty()) {
            throw new MalformedLogException("a checkpoint has three lines at least");
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new MalformedLogException("the second line of a checkpoint is not a size");
        }
        return new Checkpoint(
                lines[0],
                Long.parseLong(lines[1]),
                Hash.of(KeyText.bytes(lines[2])),
                Arrays.asList(lines).subList(LINES, lines.length - 1));
    }

    /** As a note has it. */
    public String text() {
        String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
        return extensions.isEmpty() ? text : text + String.join("\n", extensions) + "\n";
    }

    /** What the line with this word at its beginning says. */
    public Optional<String> extension(String word) {
        return extensions.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .findFirst();
    }
}
