package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values after RFC 4180, exact: what is read back is what was written. A value that a spreadsheet would take for a
 * formula is left as it is. As in PostgreSQL's COPY, null is nothing at all and an empty text is a pair of quotes.
 */
public final class Csv {
    private final Writer writer;

    /** Writes to {@code writer}, which the caller flushes and closes. */
    public Csv(Writer writer) {
        this.writer = writer;
    }

    /** Writes a row; each cell in its text form, numbers without separators. */
    public Csv row(@Nullable Object... cells) {
        try {
            for (int i = 0; i < cells.length; i++) {
                if (i > 0) {
                    writer.write(',');
                }
                writer.write(cell(cells[i]));
            }
            writer.write("\r\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
