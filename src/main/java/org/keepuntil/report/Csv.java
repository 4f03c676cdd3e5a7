package org.keepuntil.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A file of comma-separated values after RFC 4180: a header, lines that end in CR LF, UTF-8. A cell that a spreadsheet would run as a
 * formula gets an apostrophe in front; references and other plain words never do.
 */
final class Csv {
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");
    private static final Pattern FORMULA = Pattern.compile("[=+@\\t\\r-].*[^\\w=+/-].*", Pattern.DOTALL);

    private final BufferedWriter out;
    private long rows;

    private Csv(BufferedWriter out) {
        this.out = out;
    }

    /** Writes a file from the header and whatever the body adds. */
    static WrittenFile write(Path file, Consumer<Csv> body, String... header) throws IOException {
        Csv csv;
        DigestingFile digesting = DigestingFile.create(file);
        try (OutputStream bytes = digesting.stream();
                BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16)) {
            csv = new Csv(out);
            csv.line(header);
            body.accept(csv);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new WrittenFile(String.valueOf(file.getFileName()), csv.rows, digesting.sha256());
    }

    void row(String... cells) {
        try {
            line(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows++;
    }

    private void line(String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(cell(cells[i]));
        }
        out.write("\r\n");
    }

    static String cell(String value) {
        String safe = FORMULA.matcher(value).matches() ? "'" + value : value;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
