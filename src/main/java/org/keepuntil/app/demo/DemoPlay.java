package org.keepuntil.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.ExitCode;

/** The demonstration as its audience sees it: acts, each headed by the commands that do it. */
final class DemoPlay {
    private static final List<String> DATABASE = List.of("--database", "demo");
    private static final List<String> AS_APPROVER = List.of("--database", "demo-approver");

    private final DemoVerb.Commands commands;
    private final Console console;
    private final DemoSample sample;
    private int acts;
    private ExitCode result = ExitCode.DONE;

    DemoPlay(DemoVerb.Commands commands, Console console, DemoSample sample) {
        this.commands = commands;
        this.console = console;
        this.sample = sample;
    }

    /** A record as commands name it. */
    record Found(String recordClass, String key) {}

    void title(String words) {
        console.print(console.bold(words));
    }

    void act(String words) {
        if (isOver()) {
            return;
        }
        acts++;
        console.print("");
        console.print(console.bold("— " + acts + ". " + words));
    }

    /** Runs a command on the demonstration's database; once one has failed, no more. */
    void command(String... verb) {
        command(DATABASE, verb);
    }

    private void command(List<String> database, String... verb) {
        if (isOver()) {
            return;
        }
        List<String> line = Stream.concat(Stream.of(verb), database.stream()).toList();
        console.print("");
        console.print(console.green("$ keepuntil " + shell(line)));
        console.out().flush();
        ExitCode ended = ExitCode.of(commands.show(console, line));
        // a night that could not do everything is no failure here: what it left, and why, is part of what there is to
        // see
        result = ended == ExitCode.PARTLY ? result : ended;
    }

    private boolean isOver() {
        return result != ExitCode.DONE;
    }

    /** The same for a command that judges records, as of the day that the sample is laid out for. */
    void judge(String... verb) {
        command(Stream.concat(Stream.of(verb), dayOfSample().stream()).toArray(String[]::new));
    }

    private List<String> dayOfSample() {
        return sample.asOf().map(day -> List.of("--as-of", day.toString())).orElse(List.of());
    }

    /** Approves what waits, as the other account. */
    void approve() {
        if (isOver()) {
            return;
        }
        List<String> waiting = commands.read(Stream.concat(Stream.of("approvals", "--format", "csv"), DATABASE.stream())
                        .toList())
                .lines()
                .filter(row -> row.startsWith("plan,"))
                .map(row -> row.split(",", 3)[1])
                .toList();
        for (String digest : waiting) {
            command(
                    AS_APPROVER,
                    "approve",
                    StoredPlan.name(digest),
                    "--yes",
                    digest,
                    "--reason",
                    "looked at by the records board");
        }
    }

    /** The records with a status. */
    List<Found> records(String status) {
        if (isOver()) {
            return List.of();
        }
        List<String> line = new ArrayList<>(List.of("plan", "--list", "--status", status, "--format", "csv"));
        line.addAll(dayOfSample());
        line.addAll(DATABASE);
        // class,key,…: no class or key of a sample has a comma in it
        return commands.read(line)
                .lines()
                .skip(1)
                .map(row -> row.split(",", 3))
                .map(row -> new Found(row[0], row[1]))
                .toList();
    }

    /** What to open and to try. */
    void end(Optional<Found> stayed, List<Found> held) {
        if (isOver()) {
            return;
        }
        console.print("");
        console.print(console.bold("— What to do now"));
        console.print("Open the report in a browser; its path stands under act 5. Then try:");
        console.print("");
        console.print("  keepuntil plan --database demo --as-of 2030-01-01      # what would be due then");
        console.print("  keepuntil plan --list --status undetermined --database demo");
        if (!held.isEmpty()) {
            console.print("  " + explain(held.get(0)) + "      # on hold");
            console.print("  keepuntil hold release 1 --reason \"the inquiry has reported\" --database demo");
        } else {
            stayed.ifPresent(record -> console.print("  " + explain(record)));
        }
        console.print(
                "  keepuntil run --database demo                            # again: only what has become due since");
        console.print("  keepuntil report --list --database demo");
        console.print("  keepuntil audit verify --database demo                   # is the log what it was?");
        console.print(
                "  keepuntil residue --dry-run --database demo              # how far it is gone: tables, indexes, statistics, the log");
        console.print("");
        console.print("The rules are in schedules/" + sample.schedule() + ": change one, and plan again.");
    }

    private static String explain(Found record) {
        return "keepuntil " + shell(List.of("explain", record.recordClass(), record.key())) + " --database demo";
    }

    /** How it ended: as the first command that failed. */
    ExitCode result() {
        return result;
    }

    private static String shell(List<String> line) {
        return String.join(
                " ",
                line.stream()
                        .map(word -> word.matches("[\\w./:-]+") ? word : '"' + word + '"')
                        .toList());
    }
}
