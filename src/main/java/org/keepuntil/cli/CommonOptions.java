package org.keepuntil.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every verb has. They are held once, for the whole command line, before or after the verb. */
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 901,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = "--quiet",
            scope = ScopeType.INHERIT,
            order = 902,
            description =
                    "No progress and no remarks; errors and results only. A run writes only what needs a person: nothing where"
                            + " all is done and nothing waits.")
    boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            order = 903,
            description = "No colours. The variable NO_COLOR does the same.")
    boolean plain;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 904,
            description = "Append a log of the work to this file. Default: KEEPUNTIL_LOG.")
    @Nullable
    Path log;

    @Option(
            names = "--log-format",
            paramLabel = "FORM",
            converter = FormConverter.class,
            scope = ScopeType.INHERIT,
            order = 905,
            description =
                    "How to write the log: text, or json with an object a line. Default: KEEPUNTIL_LOG_FORMAT, else text.")
    Logs.@Nullable Form logForm;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            order = 906,
            description = "After an error, show where in the program it arose.")
    boolean debug;

    /** Words in any case. */
    static final class FormConverter implements ITypeConverter<Logs.Form> {
        @Override
        public Logs.Form convert(String value) {
            return Logs.Form.of(value)
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is not one of text, json"));
        }
    }
}
