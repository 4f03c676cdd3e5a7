package org.keepuntil.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** The templates of the pages, which stand beside this class. Whatever they are given is text, never markup. */
final class Templates {
    private Templates() {}

    static Template of(String name) throws IOException {
        Mustache.Compiler compiler = Mustache.compiler()
                .escapeHTML(true)
                .strictSections(true)
                .emptyStringIsFalse(true)
                .withLoader(Templates::resource);
        try (Reader reader = resource(name)) {
            return compiler.compile(reader);
        }
    }

    private static Reader resource(String name) throws IOException {
        InputStream stream = Templates.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("template " + name);
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
