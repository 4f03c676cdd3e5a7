package org.keepuntil.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects the problems of one or several files, so that all of them are reported in one go. Not for several threads. */
public final class Problems {
    private static final String INDENT = "    ";

    private final SortedSet<Problem> found = new TreeSet<>();
    private final Map<String, List<String>> linesOfFile = new HashMap<>();

    /** Remembers a file's text, to show the lines of its problems. */
    void remember(String file, String text) {
        linesOfFile.put(file, List.of(text.split("\r\n|\r|\n", -1)));
    }

    /** The same problem at the same place is kept once. */
    public void add(Problem problem) {
        found.add(problem);
    }

    public void error(Place place, int length, String message, String hint) {
        add(new Problem(place, length, message, hintOf(hint), Severity.ERROR));
    }

    public void error(Node node, String message, String hint) {
        error(node.place(), node.length(), message, hint);
    }

    public void warning(Place place, int length, String message, String hint) {
        add(new Problem(place, length, message, hintOf(hint), Severity.WARNING));
    }

    private static Optional<String> hintOf(String hint) {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }

    /** All, warnings too, in the order of files, lines and columns. */
    public List<Problem> all() {
        return List.copyOf(found);
    }

    public boolean hasErrors() {
        return errors() > 0;
    }

    /** How many problems are errors; a reader compares before and after to see whether its own file was good. */
    public long errors() {
        return found.stream().filter(p -> p.severity() == Severity.ERROR).count();
    }

    /** Every problem with its place, the line itself, a caret under the column, and what to write instead. */
    public String render() {
        return found.stream().map(this::render).collect(Collectors.joining());
    }

    private String render(Problem problem) {
        StringBuilder out = new StringBuilder(problem.toString()).append('\n');
        line(problem.place()).ifPresent(line -> {
            out.append(INDENT).append(printable(line)).append('\n');
            out.append(INDENT).append(caret(line, problem)).append('\n');
        });
        problem.hint().ifPresent(hint -> out.append(INDENT).append(hint).append('\n'));
        return out.toString();
    }

    private Optional<String> line(Place place) {
        List<String> lines = linesOfFile.getOrDefault(place.file(), List.of());
        boolean there = place.line() >= 1 && place.line() <= lines.size();
        return there ? Optional.of(lines.get(place.line() - 1)) : Optional.empty();
    }

    /** Control characters of a file must not reach a terminal; a tab is shown as one space, so that the caret fits. */
    private static String printable(String line) {
        return line.codePoints()
                .mapToObj(c -> c == '\t' ? " " : Character.isISOControl(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String caret(String line, Problem problem) {
        int width = line.codePointCount(0, line.length());
        int before = Math.min(problem.place().column() - 1, width);
        int carets = Math.max(1, Math.min(problem.length(), width - before));
        return " ".repeat(before) + "^".repeat(carets);
    }
}
