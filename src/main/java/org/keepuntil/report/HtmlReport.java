package org.keepuntil.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The report for people: one file that needs no other, no script and no network. */
final class HtmlReport {
    static final String NAME = "report.html";

    private HtmlReport() {}

    static WrittenFile write(Path directory, Evidence evidence) throws IOException {
        Template template = template();
        DigestingFile file = DigestingFile.create(directory.resolve(NAME));
        try (OutputStream bytes = file.stream();
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            template.execute(Page.of(evidence), out);
        }
        return new WrittenFile(NAME, 0, file.sha256());
    }

    private static Template template() throws IOException {
        Mustache.Compiler compiler =
                Mustache.compiler().escapeHTML(true).strictSections(true).withLoader(HtmlReport::resource);
        try (Reader reader = resource("report.mustache")) {
            return compiler.compile(reader);
        }
    }

    private static Reader resource(String name) throws IOException {
        InputStream stream = HtmlReport.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("template " + name);
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
