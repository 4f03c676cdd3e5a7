package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON for people and programs: indented by two spaces, a line feed at the end, the same bytes for the same value. Records keep the
 * order in which their components are declared; the keys of a map are sorted, because many maps have no order of their own.
 */
public final class Json {
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer()
            .with(new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(LINES).withArrayIndenter(LINES));

    private Json() {}

    /** The value (records, maps, lists, numbers, texts, dates) as a document. */
    public static String of(Object value) {
        return WRITER.writeValueAsString(value) + "\n";
    }

    /** The value on one line, without an end of line: a part of a document that is written piece by piece. */
    static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Writes the document without building it in memory; the writer is left open. */
    public static void write(Object value, Writer writer) {
        WRITER.writeValue(writer, value);
        try {
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
