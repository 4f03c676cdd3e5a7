package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.decide.Explanation.Section;

/** Text under headings. */
final class Sections {
    private static final String INDENT = "  ";

    private Sections() {}

    static void print(String title, List<Section> sections, Console console) {
        console.print(console.bold(title));
        for (Section section : sections) {
            console.print("");
            console.print(console.bold(section.heading()));
            section.lines().forEach(line -> print(line, INDENT, console));
        }
    }

    /** Within another text: all of it further to the right, and without empty lines. */
    static void print(List<Section> sections, String indent, Console console) {
        for (Section section : sections) {
            console.print(indent + console.bold(section.heading()));
            section.lines().forEach(line -> print(line, indent + INDENT, console));
        }
    }

    /** For a file: as it is on paper, a line of the text a line. */
    static String text(List<Section> sections) {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            text.append(section.heading()).append('\n');
            section.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
        }
        return text.toString();
    }

    /** Wrapped on a terminal; what runs over is indented a little more than its line. */
    static void print(String line, String start, Console console) {
        String text = line.replaceAll("\\p{Cntrl}", "?");
        String indent = start + " ".repeat(text.length() - text.stripLeading().length());
        int room = console.terminal() ? console.width() - indent.length() - INDENT.length() : Integer.MAX_VALUE;
        String before = indent;
        for (String part : Lines.wrap(text.strip(), room)) {
            console.print(before + part);
            before = indent + INDENT;
        }
    }
}
