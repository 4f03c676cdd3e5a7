package org.keepuntil.cli;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who decided, when and why: {@code @Mixin DecisionOptions decision}. */
public final class DecisionOptions {
    @Option(
            names = "--by",
            required = true,
            paramLabel = "WHO",
            description = "Who decided it: an office rather than a person, for it is shown.")
    private String by = "";

    @Option(
            names = "--on",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "The day on which that was, written 2026-11-22. Default: today.")
    private @Nullable LocalDate on;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a sentence. Only its digest is logged.")
    private String reason = "";

    void refuseNonsense(Clock clock) {
        if (by.isBlank() || reason.isBlank()) {
            throw new UserError(
                    ExitCode.USAGE, "Somebody decided it for a reason; neither --by nor --reason may be empty.");
        }
        if (on != null && on.isAfter(today(clock))) {
            throw new UserError(
                    ExitCode.USAGE, "The day " + on + " has not come yet.", "Give the day on which it was decided.");
        }
    }

    String by() {
        return by.strip();
    }

    LocalDate on(Clock clock) {
        return on == null ? today(clock) : on;
    }

    String reason() {
        return reason.strip();
    }

    private static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    }
}
