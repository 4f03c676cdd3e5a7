package org.keepuntil.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 by the letter of its description, and refuses whatever that does not allow or what
 * {@code promtool check metrics} complains of. Gives the samples by their name and sorted labels.
 */
final class ExpositionFormat {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"");
    private static final Pattern HELP = Pattern.compile("(?:[^\\\\\n]|\\\\[\\\\n])+");
    private static final Pattern VALUE = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?(e[-+]?[0-9]+)?");

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> helped = new LinkedHashSet<>();
    private final Set<String> typed = new LinkedHashSet<>();
    private final Set<String> closed = new LinkedHashSet<>();
    private String current = "";

    private ExpositionFormat() {}

    static Map<String, Double> read(String text) {
        if (!text.endsWith("\n") || text.contains("\r")) {
            throw new AssertionError("each line ends with a line feed, the last too");
        }
        ExpositionFormat format = new ExpositionFormat();
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            format.line(line);
        }
        return format.samples;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            comment(line);
        } else {
            sample(line);
        }
    }

    private void comment(String line) {
        Matcher comment = COMMENT.matcher(line);
        require(comment.matches(), line, "a comment that is neither HELP nor TYPE");
        String name = comment.group(2);
        enter(name, line);
        if (comment.group(1).equals("HELP")) {
            require(helped.add(name), line, "a second HELP");
            require(
                    HELP.matcher(comment.group(3)).matches(),
                    line,
                    "a HELP with an escape that there is not, or empty");
        } else {
            require(typed.add(name), line, "a second TYPE");
            require(helped.contains(name), line, "a TYPE without HELP");
            require(
                    comment.group(3).equals("gauge"),
                    line,
                    "everything is a gauge: it is as it was when it was written");
            require(!name.endsWith("_total") && !name.endsWith("_count"), line, "a gauge with the name of a counter");
        }
    }

    /** All lines of a metric stand together. */
    private void enter(String name, String line) {
        if (!name.equals(current)) {
            require(closed.add(name), line, "a metric in two places");
            current = name;
        }
    }

    private void sample(String line) {
        Matcher name = NAME.matcher(line);
        require(name.lookingAt(), line, "no name");
        enter(name.group(), line);
        require(typed.contains(name.group()), line, "a sample before its TYPE");
        Map<String, String> labels = new TreeMap<>();
        int at = name.end();
        if (line.charAt(at) == '{') {
            at = labels(line, at + 1, labels);
        }
        require(line.charAt(at) == ' ', line, "no space before the value");
        String value = line.substring(at + 1);
        require(VALUE.matcher(value).matches(), line, "a value that is no number, or followed by something");
        require(
                samples.put(name.group() + labels, Double.valueOf(value)) == null,
                line,
                "the same name and labels a second time");
    }

    private static int labels(String line, int from, Map<String, String> labels) {
        int at = from;
        while (true) {
            Matcher label = LABEL.matcher(line).region(at, line.length());
            require(label.lookingAt(), line, "no label where there should be one");
            require(!label.group(1).startsWith("__"), line, "a label that Prometheus keeps for itself");
            require(!label.group(2).isEmpty(), line, "a label without a value");
            require(labels.put(label.group(1), unescaped(label.group(2))) == null, line, "a label twice");
            at = label.end() + 1;
            if (line.charAt(label.end()) == '}') {
                return at;
            }
            require(line.charAt(label.end()) == ',', line, "no comma between labels");
        }
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                i++;
                c = value.charAt(i) == 'n' ? '\n' : value.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }

    private static void require(boolean right, String line, String wrong) {
        if (!right) {
            throw new AssertionError(wrong + ": " + line);
        }
    }
}
