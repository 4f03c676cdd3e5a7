package org.keepuntil.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads what a person types, and where it writes: results to {@code out}, everything else (progress, remarks, errors) to {@code err}. Both are UTF-8
 * whatever the locale, so that the same command under cron writes the same bytes.
 *
 * @param terminal whether a person reads {@code out}: then tables are fitted to its width
 * @param errTerminal whether a person reads {@code err}: then progress is a bar that moves
 * @param width columns of the terminal
 * @param colour whether {@code out} and {@code err} may be coloured
 * @param quiet whether remarks and progress are left out
 */
public record Console(
        Reader in,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        boolean errTerminal,
        int width,
        boolean colour,
        boolean quiet) {
    private static final int DEFAULT_WIDTH = 100;

    /**
     * The process's own. The launcher says through system properties what is a terminal and how wide it is, because Java cannot
     * tell the two streams apart (and on some versions calls everything a console). Without the launcher nothing is a terminal.
     */
    public static Console ofProcess(Surroundings surroundings) {
        boolean out = isTerminal("stdout");
        boolean err = isTerminal("stderr");
        boolean plain = surroundings.has("NO_COLOR") || "dumb".equals(surroundings.get("TERM"));
        return new Console(
                new InputStreamReader(System.in, StandardCharsets.UTF_8),
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                out,
                err,
                widthOf(System.getProperty("keepuntil.columns")),
                out && err && !plain,
                false);
    }

    /** One that writes to {@code out} and {@code err} as to files. Nobody types anything. */
    public static Console of(Writer out, Writer err) {
        return new Console(
                Reader.nullReader(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                false,
                DEFAULT_WIDTH,
                false,
                false);
    }

    /** The same as a terminal of this width, without colours. */
    public Console asTerminal(int columns) {
        return new Console(in, out, err, true, true, columns, colour, quiet);
    }

    /** The same, with somebody who types this. */
    Console typed(Reader text) {
        return new Console(text, out, err, terminal, errTerminal, width, colour, quiet);
    }

    public Console withoutColour() {
        return new Console(in, out, err, terminal, errTerminal, width, false, quiet);
    }

    public Console quietly() {
        return new Console(in, out, err, terminal, errTerminal, width, colour, true);
    }

    /** Writes a line of the result. */
    public void print(String line) {
        out.println(line);
    }

    /** Writes a remark that is not part of the result, unless remarks are unwanted. */
    public void remark(String line) {
        if (!quiet) {
            err.println(line);
        }
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String faint(String text) {
        return styled("2", text);
    }

    public String red(String text) {
        return styled("31", text);
    }

    public String green(String text) {
        return styled("32", text);
    }

    public String yellow(String text) {
        return styled("33", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static boolean isTerminal(String stream) {
        return "terminal".equals(System.getProperty("keepuntil." + stream));
    }

    static int widthOf(@Nullable String columns) {
        if (columns == null || !columns.matches("[0-9]{1,4}")) {
            return DEFAULT_WIDTH;
        }
        return Math.max(40, Integer.parseInt(columns));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
