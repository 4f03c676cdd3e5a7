package org.keepuntil.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in the language of man(7), written from top to bottom. */
final class Roff {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final StringBuilder page = new StringBuilder();

    /** The line that every page begins with: its name, where it belongs, and what stands below and above it. */
    Roff title(String name, String day, String source, String manual) {
        return line(".TH \"" + escaped(name) + "\" 1 \"" + escaped(day) + "\" \"" + escaped(source) + "\" \""
                + escaped(manual) + "\"");
    }

    Roff section(String heading) {
        return line(".SH \"" + escaped(heading) + "\"");
    }

    Roff subsection(String heading) {
        return line(".SS \"" + escaped(heading) + "\"");
    }

    Roff paragraph(String text) {
        return line(".PP").line(prose(text));
    }

    /** What a page is found by; programs read it, so it is one line without any markup. */
    Roff name(String name, String text) {
        return line(escaped(name) + " \\- " + escaped(text));
    }

    /** A word or an option, and below it what it means. */
    Roff item(String tag, String... paragraphs) {
        line(".TP").line("\\fB" + escaped(tag) + "\\fR");
        for (int i = 0; i < paragraphs.length; i++) {
            if (i > 0) {
                line(".IP");
            }
            line(prose(paragraphs[i]));
        }
        return this;
    }

    /** A line to be typed as it is. */
    Roff typed(String command) {
        return line(".RS 4").line(".nf").line(escaped(command)).line(".fi").line(".RE");
    }

    private Roff line(String line) {
        page.append(line).append('\n');
        return this;
    }

    /** Text in which what stands between backticks is to be typed. */
    private static String prose(String text) {
        Matcher code = CODE.matcher(text);
        StringBuilder prose = new StringBuilder();
        int from = 0;
        while (code.find()) {
            prose.append(escaped(text.substring(from, code.start())))
                    .append("\\fB")
                    .append(escaped(code.group(1)))
                    .append("\\fR");
            from = code.end();
        }
        String whole = prose.append(escaped(text.substring(from))).toString();
        // a line that begins with a dot would be a request
        return whole.startsWith(".") ? "\\&" + whole : whole;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> escaped.append(escaped(character)));
        return escaped.toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case '\\' -> "\\e";
            case '-' -> "\\-";
            case '\'' -> "\\(aq";
            case '"' -> "\\(dq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            case '\n' -> " ";
            default -> character < 128 ? Character.toString(character) : "\\[u%04X]".formatted(character);
        };
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
