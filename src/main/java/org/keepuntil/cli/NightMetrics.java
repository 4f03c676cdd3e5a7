package org.keepuntil.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.decide.Status;
import org.keepuntil.report.Figures;
import org.keepuntil.report.Matter;
import org.keepuntil.report.Matters;

/** What a night tells those who watch over it, whatever its end: the file of {@link MetricsOption}. */
final class NightMetrics {
    /** The exit codes of a run that left nothing to put right. */
    static final List<Integer> GOOD = List.of(ExitCode.DONE.number());

    private static final String SUCCESS = "keepuntil_last_success_timestamp_seconds";
    private static final Pattern SUCCESS_LINE = Pattern.compile(SUCCESS + "(\\{[^{}\\n]*})? [0-9.]+");

    private final Desk desk;
    private final MetricsOption option;
    private final DatabaseOption database;

    NightMetrics(Desk desk, MetricsOption option, DatabaseOption database) {
        this.desk = desk;
        this.option = option;
        this.database = database;
    }

    /** A night's work. */
    @FunctionalInterface
    interface Work {
        ExitCode run() throws SQLException;
    }

    /** What is in the database at the end, if it can be read. */
    private record Found(Figures figures, List<Matter> waiting) {}

    /**
     * Has the work done, and writes the file whatever comes of it.
     *
     * @param counts what became of planned records, by class, asked at the end
     */
    ExitCode around(Work work, Supplier<Map<String, RunEnd.Counts>> counts) throws SQLException {
        if (!option.isGiven()) {
            return work.run();
        }
        option.refuseNoPlace();
        Instant began = desk.clock().instant();
        ExitCode code = ExitCode.INTERNAL;
        try {
            code = work.run();
            return code;
        } catch (Throwable thrown) {
            code = desk.root().failures().of(thrown).code();
            throw thrown;
        } finally {
            write(began, code, counts.get());
        }
    }

    private void write(Instant began, ExitCode code, Map<String, RunEnd.Counts> counts) {
        Instant now = desk.clock().instant();
        Prometheus text = new Prometheus(Map.of("database", name()))
                .one(
                        "keepuntil_run_end_timestamp_seconds",
                        "When keepuntil run last ended, however it did.",
                        seconds(now))
                .one(
                        "keepuntil_run_duration_seconds",
                        "How long it took.",
                        Duration.between(began, now).toMillis() / 1000.0)
                .one(
                        "keepuntil_run_exit_code",
                        "Its exit status: 0 is done, the others are in keepuntil run --help.",
                        code.number());
        counts(text, counts);
        Optional<Found> found = found();
        found.ifPresent(each -> figures(text, each));
        success(text, found);
        try {
            option.write(text.toString());
        } catch (IOException e) {
            desk.console()
                    .err()
                    .println(desk.console().red("The metrics could not be written to " + option.name() + "."));
        }
    }

    /** What became of the records that this command has come to. */
    private static void counts(Prometheus text, Map<String, RunEnd.Counts> counts) {
        String name = "keepuntil_run_records";
        text.gauge(name, "Planned records of the runs that it worked on, by what became of them.");
        counts.forEach((recordClass, c) -> Map.of(
                        "done", c.done(),
                        "newly held", c.held(),
                        "no longer due", c.noLongerDue(),
                        "not reached", c.notReached(),
                        "failed", c.failed())
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each ->
                        text.sample(name, Map.of("class", recordClass, "outcome", each.getKey()), each.getValue())));
    }

    private static void figures(Prometheus text, Found found) {
        String records = "keepuntil_records";
        text.gauge(records, "Records by the status that the last plan found them in.");
        found.figures().statuses().forEach((recordClass, statuses) -> {
            for (Status status : Status.values()) {
                text.sample(
                        records,
                        Map.of("class", recordClass, "status", status.word()),
                        statuses.getOrDefault(status, 0L));
            }
        });
        sums(text, "keepuntil_waiting", "What waits for a person.", found.waiting(), false);
        sums(text, "keepuntil_overdue", "What of it has waited for too long.", found.waiting(), true);
        text.one("keepuntil_log_entries", "Entries of the audit log.", (double)
                found.figures().logEntries());
        text.one("keepuntil_log_bytes", "What the audit log takes of the disk.", (double)
                found.figures().logBytes());
    }

    private static void sums(Prometheus text, String name, String help, List<Matter> waiting, boolean overdue) {
        text.gauge(name, help);
        for (Matter.Kind kind : Matter.Kind.values()) {
            text.sample(name, Map.of("matter", kind.word()), (double) waiting.stream()
                    .filter(each -> each.kind() == kind)
                    .mapToLong(each -> overdue ? each.overdue() : each.count())
                    .sum());
        }
    }

    /** Where the database can't be asked, what the file said before still holds: the last success was no later. */
    private void success(Prometheus text, Optional<Found> found) {
        text.gauge(SUCCESS, "When a run last came to its end with nothing left to put right.");
        if (found.isPresent()) {
            found.get().figures().lastSuccess().ifPresent(at -> text.sample(SUCCESS, Map.of(), seconds(at)));
        } else {
            option.before()
                    .lines()
                    .filter(line -> SUCCESS_LINE.matcher(line).matches())
                    .forEach(text::line);
        }
    }

    private Optional<Found> found() {
        try (Session session = Session.open(database.target(), roles -> List.of(roles.operator()))) {
            Matters matters = Matters.of(session.database());
            Clock there = desk.clock().withZone(matters.zone().orElse(ZoneOffset.UTC));
            return Optional.of(
                    new Found(Figures.read(session.database(), GOOD), matters.waiting(LocalDate.now(there))));
        } catch (SQLException | RuntimeException e) {
            // the night is over and its end is known; what keeps the database from being read is said elsewhere
            return Optional.empty();
        }
    }

    /** The name of the database, so that several on one machine are told apart. */
    private String name() {
        try {
            String address = database.target().display();
            return address.substring(address.lastIndexOf('/') + 1);
        } catch (UserError e) {
            return "";
        }
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
