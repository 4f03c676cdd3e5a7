package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.fleet.Coordination;
import org.keepuntil.fleet.Fleet;
import org.keepuntil.fleet.FleetStates;
import org.keepuntil.fleet.FleetStates.Standing;
import org.keepuntil.fleet.NightBook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil fleet status}. */
@Command(
        name = "status",
        description = {
            "Show how each database stands: what its last night came to, who works on it, and when it is looked at next.",
            "The databases themselves are not asked; `keepuntil status --database` asks one."
        })
@VerbHelp(
        group = VerbGroup.FLEET,
        examples = {
            "keepuntil fleet status --fleet /etc/keepuntil/fleet.yaml",
            "keepuntil fleet status --fleet /etc/keepuntil/fleet.yaml --format json"
        },
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA})
final class FleetStatusVerb implements Callable<ExitCode> {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Desk desk;

    @Mixin
    private FleetOption file;

    @Mixin
    private FormatOption format;

    FleetStatusVerb(Desk desk) {
        this.desk = desk;
    }

    private record Line(
            String target,
            String server,
            @Nullable String night,
            String state,
            @Nullable Integer status,
            int attempts,
            @Nullable String worker,
            @Nullable String began,
            @Nullable String ended,
            @Nullable String next) {
        static Line of(Standing standing) {
            Optional<NightBook.Page> night = standing.night();
            return new Line(
                    standing.target().name(),
                    standing.target().server(),
                    night.map(page -> page.night().toString()).orElse(null),
                    standing.state().word(),
                    standing.status().orElse(null),
                    night.map(NightBook.Page::attempts).orElse(0),
                    night.map(NightBook.Page::worker).orElse(null),
                    night.map(page -> page.began().toString()).orElse(null),
                    night.flatMap(NightBook.Page::ended).map(Instant::toString).orElse(null),
                    standing.next().map(Instant::toString).orElse(null));
        }
    }

    private record Document(String fleet, List<Line> targets) {}

    @Override
    public ExitCode call() {
        Fleet fleet = file.read(desk);
        show(fleet, standings(fleet, desk));
        return ExitCode.DONE;
    }

    /** How the targets stand, the exit status of the last run in words beside it. */
    static List<Standing> standings(Fleet fleet, Desk desk) {
        try (HikariDataSource coordination =
                FleetOption.coordination(fleet, desk.root().surroundings()).dataSource()) {
            Coordination.require(coordination);
            return new FleetStates(coordination).of(fleet, desk.clock().instant());
        }
    }

    /** {@code ended with 18: not approved}. */
    static String words(Standing standing) {
        String state = standing.state().word();
        return standing.status()
                .map(status -> state
                        + (status == ExitCode.DONE.number()
                                ? ": done"
                                : " with " + status + ": " + ExitCode.of(status).label()))
                .orElse(state);
    }

    private void show(Fleet fleet, List<Standing> standings) {
        Console console = desk.console();
        List<Line> lines = standings.stream().map(Line::of).toList();
        switch (format.get()) {
            case JSON -> Json.write(new Document(fleet.title(), lines), console.out());
            case CSV -> csv(lines, console);
            case TABLE -> table(standings, console);
        }
    }

    private static void csv(List<Line> lines, Console console) {
        Csv csv = new Csv(console.out())
                .row("target", "server", "night", "state", "status", "attempts", "worker", "began", "ended", "next");
        lines.forEach(line -> csv.row(
                line.target(),
                line.server(),
                line.night(),
                line.state(),
                line.status(),
                line.attempts(),
                line.worker(),
                line.began(),
                line.ended(),
                line.next()));
        console.out().flush();
    }

    private static void table(List<Standing> standings, Console console) {
        Table table = new Table("TARGET", "SERVER", "NIGHT", "STATE", "ATTEMPTS", "WORKER", "NEXT");
        standings.forEach(standing -> table.row(
                standing.target().name(),
                standing.target().server(),
                standing.night().map(page -> page.night().toString()).orElse(""),
                words(standing),
                standing.night().map(NightBook.Page::attempts).orElse(0),
                standing.night().map(NightBook.Page::worker).orElse(""),
                standing.next()
                        .map(at -> MINUTE.format(
                                at.atZone(standing.target().hours().zone())))
                        .orElse("")));
        table.print(console);
        long open = standings.stream()
                .filter(s ->
                        s.state() != FleetStates.State.ENDED || !s.status().equals(Optional.of(ExitCode.DONE.number())))
                .count();
        console.print(
                open == 0
                        ? "All are done."
                        : "Not done: " + open + " of " + standings.size()
                                + ". `keepuntil status --database` says what waits for whom in one.");
    }
}
