package org.keepuntil.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --format}, for verbs that show something: {@code @Mixin FormatOption format}. */
public final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = Converter.class,
            description = "How to write the result: table, json or csv. Default: table.")
    private Format format = Format.TABLE;

    public Format get() {
        return format;
    }

    /** Words in any case; Java's own lookup would follow the locale's idea of an upper-case i. */
    static final class Converter implements ITypeConverter<Format> {
        @Override
        public Format convert(String value) {
            List<Format> formats = Arrays.asList(Format.values());
            return formats.stream()
                    .filter(format -> format.toString().equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is not one of table, json, csv"));
        }
    }
}
