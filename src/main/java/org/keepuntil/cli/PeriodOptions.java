package org.keepuntil.cli;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keepuntil.report.Period;
import picocli.CommandLine.Option;

/** The options that make {@code report} tell of a period instead of a run. */
final class PeriodOptions {
    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "Report on all runs that ended on this day or later, written 2026-11-22, instead of on one.")
    private @Nullable LocalDate since;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "With --since: the last day. Default: today.")
    private @Nullable LocalDate until;

    @Option(names = "--class", paramLabel = "CLASS", description = "With --since: only this class of records.")
    private @Nullable String recordClass;

    @Option(names = "--rule", paramLabel = "RULE", description = "With --since: only what went by this rule.")
    private @Nullable String rule;

    /**
     * The period that was asked for; empty where a run was.
     *
     * @param run whether a run was named too
     */
    Optional<Period> period(LocalDate today, boolean run) {
        if (since == null) {
            if (until != null || recordClass != null || rule != null) {
                throw new UserError(
                        ExitCode.USAGE,
                        "--until, --class and --rule belong to --since.",
                        "Say from which day: --since 2026-04-01");
            }
            return Optional.empty();
        }
        if (run) {
            throw new UserError(
                    ExitCode.USAGE, "A run and a period are two reports.", "Leave out the run's number, or --since.");
        }
        LocalDate last = until == null ? today : until;
        if (last.isBefore(since)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The period ends on " + last + ", before it begins on " + since + ".",
                    "Give --since the earlier day.");
        }
        return Optional.of(new Period(since, last, Optional.ofNullable(recordClass), Optional.ofNullable(rule)));
    }

    /** Refuses what no plan has ever had: a slip of the pen must not make an empty report. */
    static void check(Period period, Map<String, Set<String>> rules) {
        period.recordClass().filter(name -> !rules.containsKey(name)).ifPresent(name -> {
            throw unknown("class", name, rules.keySet());
        });
        period.rule()
                .filter(id -> rules.entrySet().stream()
                        .filter(of ->
                                period.recordClass().map(of.getKey()::equals).orElse(true))
                        .noneMatch(of -> of.getValue().contains(id)))
                .ifPresent(id -> {
                    throw unknown(
                            "rule",
                            id,
                            rules.entrySet().stream()
                                    .filter(of -> period.recordClass()
                                            .map(of.getKey()::equals)
                                            .orElse(true))
                                    .flatMap(of -> of.getValue().stream())
                                    .sorted()
                                    .toList());
                });
    }

    private static UserError unknown(String kind, String name, Iterable<String> known) {
        return new UserError(
                ExitCode.NOT_FOUND,
                "No run had a " + kind + " '" + name + "'.",
                "There are: " + String.join(", ", known) + ".");
    }
}
