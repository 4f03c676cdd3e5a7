package org.keepuntil.cli;

import java.util.Locale;
import org.keepuntil.residue.Level;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --residue}: how far a run itself purges what it leaves in files. */
final class PurgeOption {
    @Option(
            names = "--residue",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            description = {
                "When the runs are over, purge what they left in files, up to this level: L3 writes tables, indexes and"
                        + " statistics anew, L4 has the write-ahead log moved past them too. The account needs the role"
                        + " of the maintainer as well. Tables are locked while they are rewritten (VACUUM FULL); what"
                        + " does not fit into --for and --stop-at is left. Default: L2, which rewrites nothing:"
                        + " `keepuntil residue` does it then, in hours of its own."
            })
    private Level level = Level.L2;

    Level level() {
        return level;
    }

    /** Whether it asks for more than a run does anyway. */
    boolean isGiven() {
        return level != Level.L2;
    }

    /** The levels that somebody can bring about. */
    static final class LevelConverter implements ITypeConverter<Level> {
        @Override
        public Level convert(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "L2" -> Level.L2;
                case "L3" -> Level.L3;
                case "L4" -> Level.L4;
                default ->
                    throw new TypeConversionException(
                            "'" + value + "' is no level that a run can bring about; write L2, L3 or L4");
            };
        }
    }
}
