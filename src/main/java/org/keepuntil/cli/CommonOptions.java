package org.keepuntil.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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
            description = "No progress and no remarks; errors and results only.")
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
            names = "--debug",
            scope = ScopeType.INHERIT,
            order = 905,
            description = "After an error, show where in the program it arose.")
    boolean debug;
}
