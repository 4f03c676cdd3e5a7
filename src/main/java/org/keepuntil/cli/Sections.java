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
            section.lines().forEach(line -> print(line, console));
        }
    }

    /** Wrapped on a terminal; what runs over is indented a little more than its line. */
    private static void print(String line, Console console) {
        String text = line.replaceAll("\\p{Cntrl}", "?");
        String indent = INDENT + " ".repeat(text.length() - text.stripLeading().length());
        int room = console.terminal() ? console.width() - indent.length() - INDENT.length() : Integer.MAX_VALUE;
        String before = indent;
        for (String part : Lines.wrap(text.strip(), room)) {
            console.print(before + part);
            before = indent + INDENT;
        }
    }
}
