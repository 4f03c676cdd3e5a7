package org.keepuntil.report;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs to be reported together: those that ended within some days, or began there if they never ended, each in exactly one period.
 *
 * @param since the first day, in the time zone of the schedules
 * @param until the last
 * @param recordClass of which alone to report
 * @param rule by which alone to report
 */
public record Period(LocalDate since, LocalDate until, Optional<String> recordClass, Optional<String> rule) {
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_.-]");

    /** @throws IllegalArgumentException if it ends before it begins */
    public Period {
        if (until.isBefore(since)) {
            throw new IllegalArgumentException(until + " is before " + since);
        }
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(since) && !day.isAfter(until);
    }

    boolean covers(String ofClass) {
        return recordClass.filter(name -> !name.equals(ofClass)).isEmpty();
    }

    boolean covers(String ofClass, String byRule) {
        return covers(ofClass) && rule.filter(id -> !id.equals(byRule)).isEmpty();
    }

    /** A word for it that is also the name of a directory. */
    public String id() {
        String filters = Stream.of(recordClass, rule)
                .flatMap(Optional::stream)
                .map(word -> "-" + NOT_IN_NAMES.matcher(word).replaceAll("_"))
                .collect(Collectors.joining());
        return since + "-to-" + until + filters;
    }

    /** What it takes in, as a sentence says it. */
    String words() {
        return "from " + Words.day(since) + " to " + Words.day(until)
                + recordClass.map(name -> ", class " + name).orElse("")
                + rule.map(id -> ", rule " + id).orElse("");
    }
}
