package org.keepuntil.app.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Why PostgreSQL did not start, in a sentence for who wanted to see a demonstration. */
final class StartFailure {
    /**
     * @param signs what the log or an exception says when it is this
     * @param sentence with the folder as its first parameter
     */
    private record Known(Pattern signs, String sentence) {
        Known(String signs, String sentence) {
            this(Pattern.compile(signs), sentence);
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "cannot be run as root",
                    "PostgreSQL does not run as root, and this machine does not let root step down (user namespaces are"
                            + " off). Run the demonstration as an ordinary user."),
            new Known(
                    "error=13|failed to execute .*: Permission denied",
                    "Programs cannot be run from %s; it may be mounted noexec. Set KEEPUNTIL_DEMO_HOME to a folder where"
                            + " they can."),
            new Known(
                    "No space left on device|Disk quota exceeded",
                    "There is no room left for %s. Free some (500 MB will do), or set KEEPUNTIL_DEMO_HOME to a folder"
                            + " elsewhere."),
            new Known(
                    "incompatible with server",
                    "The data in %s are of another version of PostgreSQL. Delete that folder and start again."),
            new Known(
                    "password authentication failed",
                    "The password in %s is not the one of the data there. Delete that folder and start again."),
            new Known(
                    "Missing embedded postgres binaries|error=[28],|Exec format error"
                            + "|failed to execute .*: No such file",
                    "The PostgreSQL that comes with this program does not run on this system: it needs a Linux with glibc,"
                            + " on x86-64 or ARM. Use a PostgreSQL of your own."));

    private StartFailure() {}

    /** What the log and the chain of causes point to. */
    static DemoServerException explain(DemoHome home, Throwable cause) {
        return new DemoServerException(sentence(home.folder(), home.log(), home.said(), cause), cause);
    }

    static String sentence(Path folder, Path log, String said, Throwable cause) {
        StringBuilder evidence = new StringBuilder(said);
        for (Throwable each = cause; each != null; each = each.getCause()) {
            evidence.append('\n').append(each.getMessage());
        }
        return KNOWN.stream()
                .filter(known -> known.signs().matcher(evidence).find())
                .findFirst()
                .map(known -> known.sentence().formatted(folder))
                .orElseGet(() -> "PostgreSQL did not start. What it said is in " + log + "; its last words: "
                        + lastWords(said, cause));
    }

    private static String lastWords(String said, Throwable cause) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? String.valueOf(cause.getMessage()) : lines.get(lines.size() - 1);
    }
}
