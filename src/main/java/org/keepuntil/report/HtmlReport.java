package org.keepuntil.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A page for people: one file that needs no other, no script and no network. */
final class HtmlReport {
    static final String NAME = "report.html";

    private HtmlReport() {}

    static WrittenFile write(Path directory, Evidence evidence) throws IOException {
        return write(directory, NAME, "report.mustache", Page.of(evidence));
    }

    static WrittenFile write(Path directory, String name, String template, Object page) throws IOException {
        DigestingFile file = DigestingFile.create(directory.resolve(name));
        try (OutputStream bytes = file.stream();
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            Templates.of(template).execute(page, out);
        }
        return new WrittenFile(name, 0, file.sha256());
    }
}
