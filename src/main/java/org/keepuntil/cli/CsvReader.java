package org.keepuntil.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values after RFC 4180, read with the line on which each row begins. Lines without anything are left out. */
final class CsvReader {
    private final String text;
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
    }

    /**
     * A row of a file.
     *
     * @param line where it begins, from 1
     */
    record Row(int line, List<String> cells) {}

    /**
     * Reads a file.
     *
     * @throws UserError if there is none, or if it is no text in UTF-8, or if a quote has no end
     */
    static List<Row> read(Path file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return rows(text.startsWith("\uFEFF") ? text.substring(1) : text, file.toString());
        } catch (NoSuchFileException e) {
            throw new UserError(ExitCode.USAGE, "There is no file " + file + ".");
        } catch (CharacterCodingException e) {
            throw new UserError(ExitCode.USAGE, file + " is not in UTF-8.", "Save it as CSV in UTF-8.");
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.USAGE, file + " cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** Reads a text; the name is for its errors. */
    static List<Row> rows(String text, String name) {
        CsvReader reader = new CsvReader(text);
        List<Row> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            int begins = reader.line;
            List<String> cells = reader.row(name);
            if (cells.size() > 1 || !cells.get(0).isBlank()) {
                rows.add(new Row(begins, cells));
            }
        }
        return rows;
    }

    private List<String> row(String name) {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell(name));
            if (!accept(',')) {
                accept('\r');
                if (accept('\n')) {
                    line++;
                }
                return cells;
            }
        }
    }

    private String cell(String name) {
        StringBuilder cell = new StringBuilder();
        if (!accept('"')) {
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                cell.append(text.charAt(at++));
            }
            return cell.toString();
        }
        int begins = line;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                cell.append(c);
            } else if (accept('"')) {
                cell.append('"');
            } else {
                return rest(cell, name, begins);
            }
        }
        throw new UserError(ExitCode.USAGE, name + ":" + begins + ": a quote has no end.");
    }

    private String rest(StringBuilder cell, String name, int begins) {
        if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            throw new UserError(
                    ExitCode.USAGE,
                    name + ":" + begins + ": something stands between a quote's end and the next comma.",
                    "A quote in a quoted value is written twice.");
        }
        return cell.toString();
    }

    private boolean accept(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }
}
