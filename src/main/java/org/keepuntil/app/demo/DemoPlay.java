package org.keepuntil.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.ExitCode;

/** The demonstration as its audience sees it: acts, each headed by the commands that do it. */
final class DemoPlay {
    private static final List<String> DATABASE = List.of("--database", "demo");

    private final DemoVerb.Commands commands;
    private final Console console;
    private int acts;
    private ExitCode result = ExitCode.DONE;

    DemoPlay(DemoVerb.Commands commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    void title(String words) {
        console.print(console.bold(words));
    }

    void act(String words) {
        if (result != ExitCode.DONE) {
            return;
        }
        acts++;
        console.print("");
        console.print(console.bold("— " + acts + ". " + words));
    }

    /** Runs a command on the demonstration's database; once one has failed, no more. */
    void command(String... verb) {
        if (result != ExitCode.DONE) {
            return;
        }
        List<String> line = Stream.concat(Stream.of(verb), DATABASE.stream()).toList();
        console.print("");
        console.print(console.green("$ keepuntil " + shell(line)));
        console.out().flush();
        result = ExitCode.of(commands.show(console, line));
    }

    /** The keys of the referrals with a status. */
    List<String> keys(String status) {
        if (result != ExitCode.DONE) {
            return List.of();
        }
        List<String> line = new ArrayList<>(
                List.of("plan", "--list", "--class", "referral", "--status", status, "--format", "csv"));
        line.addAll(DATABASE);
        // class,key,…: the keys are numbers
        return commands.read(line)
                .lines()
                .skip(1)
                .map(row -> row.replaceAll("^[^,]*,([^,]*),.*", "$1"))
                .toList();
    }

    /** What to open and to try. */
    void end(String stayed, List<String> held) {
        if (result != ExitCode.DONE) {
            return;
        }
        console.print("");
        console.print(console.bold("— What to do now"));
        console.print("Open the report in a browser; its path stands under act 4. Then try:");
        console.print("");
        console.print("  keepuntil plan --database demo --as-of 2030-01-01      # what would be due then");
        console.print("  keepuntil plan --list --status undetermined --database demo");
        if (!held.isEmpty()) {
            console.print("  keepuntil explain referral " + held.get(0) + " --database demo      # on hold");
            console.print("  keepuntil hold release 1 --reason \"the inquiry has reported\" --database demo");
        } else if (!stayed.isEmpty()) {
            console.print("  keepuntil explain referral " + stayed + " --database demo");
        }
        console.print(
                "  keepuntil run --database demo                            # again: only what has become due since");
        console.print("  keepuntil report --list --database demo");
        console.print("");
        console.print("The rules are in schedules/south-essex-extended-services: change one, and plan again.");
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
