package org.keepuntil.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keepuntil.control.Run;

/** Runs, a line each. */
final class RunLines {
    record Line(
            long run,
            String asOf,
            String state,
            String started,
            @Nullable String finished,
            String operator,
            @Nullable Integer exitCode,
            String message) {
        static Line of(Run run) {
            return new Line(
                    run.id(),
                    run.asOf().toString(),
                    run.state().word(),
                    run.startedAt().toString(),
                    run.finishedAt().map(Instant::toString).orElse(null),
                    run.operator(),
                    run.exitCode().isPresent() ? run.exitCode().getAsInt() : null,
                    run.message().orElse(""));
        }
    }

    private record Document(List<Line> runs) {}

    private RunLines() {}

    static void show(List<Run> runs, Format format, Console console) {
        List<Line> lines = runs.stream().map(Line::of).toList();
        switch (format) {
            case JSON -> Json.write(new Document(lines), console.out());
            case CSV -> csv(lines, console);
            case TABLE -> table(lines, console);
        }
    }

    private static void csv(List<Line> lines, Console console) {
        Csv csv = new Csv(console.out())
                .row("run", "as of", "state", "started", "finished", "operator", "exit code", "message");
        lines.forEach(line -> csv.row(
                line.run(),
                line.asOf(),
                line.state(),
                line.started(),
                line.finished(),
                line.operator(),
                line.exitCode(),
                line.message()));
        console.out().flush();
    }

    private static void table(List<Line> lines, Console console) {
        Table table = new Table("RUN", "AS OF", "STATE", "STARTED", "RUN BY", "WHAT BECAME OF IT");
        lines.forEach(line -> table.row(
                Long.toString(line.run()),
                line.asOf(),
                line.state(),
                minute(line.started()),
                line.operator(),
                line.message()));
        if (table.isEmpty()) {
            console.print("There has been no run yet.");
        } else {
            table.print(console);
        }
    }

    /** An instant as the log has it, to the minute. */
    static String minute(String instant) {
        return instant.substring(0, Math.min(16, instant.length())).replace('T', ' ');
    }
}
