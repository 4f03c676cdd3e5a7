package org.keepuntil.cli;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads comma-separated values after RFC 4180, row by row. A byte order mark, with which spreadsheets begin, is left out. */
final class CsvRows {
    private static final int END = -1;

    private final PushbackReader reader;
    private int line = 1;

    CsvRows(Reader reader) {
        this.reader = new PushbackReader(reader);
    }

    /**
     * A row.
     *
     * @param line the line of the file on which it begins, from 1
     */
    record Row(int line, List<String> cells) {}

    /**
     * The next row that is not empty.
     *
     * @throws UserError where a quoted cell never ends
     */
    Optional<Row> next() throws IOException {
        while (true) {
            int c = reader.read();
            if (c == END) {
                return Optional.empty();
            }
            if (c == '\uFEFF' && line == 1) {
                continue;
            }
            if (c == '\n') {
                line++;
            } else if (c != '\r') {
                reader.unread(c);
                return Optional.of(row());
            }
        }
    }

    private Row row() throws IOException {
        int begins = line;
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell(begins));
            int c = reader.read();
            if (c == ',') {
                continue;
            }
            if (c == '\r') {
                c = reader.read();
            }
            if (c == '\n') {
                line++;
            } else if (c != END) {
                throw new UserError(
                        ExitCode.USAGE, "Line " + begins + ": something stands after the closing quote of a cell.");
            }
            return new Row(begins, List.copyOf(cells));
        }
    }

    private String cell(int begins) throws IOException {
        StringBuilder text = new StringBuilder();
        int c = reader.read();
        if (c != '"') {
            while (c != END && c != ',' && c != '\r' && c != '\n') {
                text.append((char) c);
                c = reader.read();
            }
            unread(c);
            return text.toString();
        }
        while (true) {
            c = reader.read();
            if (c == END) {
                throw new UserError(ExitCode.USAGE, "Line " + begins + ": a quoted cell never ends.");
            }
            if (c == '"') {
                c = reader.read();
                if (c != '"') {
                    unread(c);
                    return text.toString();
                }
            }
            line += c == '\n' ? 1 : 0;
            text.append((char) c);
        }
    }

    private void unread(int c) throws IOException {
        if (c != END) {
            reader.unread(c);
        }
    }
}
