package org.keepuntil.app.demo;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.app.demo.DemoPlay.Found;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.UserError;
import org.keepuntil.cli.VerbGroup;
import org.keepuntil.cli.VerbHelp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keepuntil demo}. */
@Command(
        name = "demo",
        description = {
            "Show all of it at work on a sample database.",
            "Starts a PostgreSQL of its own, fills it with the records of a made-up service for children, shows what would go,"
                    + " places holds, has the plan approved by another account, runs the night, and says what became of two records. Each act is headed by the"
                    + " command that does it. Nothing of yours is touched. It can be run again, and then starts afresh."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "keepuntil demo",
            "# A small sample, for a quick look",
            "keepuntil demo --fast",
            "# A large one",
            "keepuntil demo --children 200000",
            "# Another organisation's schedule, on a small database of its own; an unknown name lists them",
            "keepuntil demo --schedule wigan-tess"
        },
        exits = {ExitCode.DATABASE, ExitCode.BUSY, ExitCode.STOPPED, ExitCode.MISMATCH})
public final class DemoVerb implements Callable<ExitCode> {
    private static final long FEW_CHILDREN = 2_000;
    private static final long MOST_CHILDREN = 5_000_000;
    private static final int HOLDS = 3;

    private final Demonstration demonstration;
    private final Commands commands;
    private final Supplier<Console> consoles;

    /** How the demonstration runs the commands that it shows. */
    public interface Commands {
        /** Runs a command line and gives its exit status; what it writes is shown. */
        int show(Console console, List<String> line);

        /** Runs a command line that must succeed, and gives what it writes to standard output. */
        String read(List<String> line);
    }

    @Option(names = "--children", paramLabel = "N", description = "How many children the sample has. Default: 20000.")
    private @Nullable Long children;

    @Option(names = "--fast", description = "A small sample: 2000 children.")
    private boolean fast;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "A schedule that comes with Keepuntil and has a sample database of its own, such as wigan-tess.")
    private @Nullable String schedule;

    /**
     * The verb.
     *
     * @param consoles where to write, once the options are known that say so
     */
    public DemoVerb(Demonstration demonstration, Commands commands, Supplier<Console> consoles) {
        this.demonstration = demonstration;
        this.commands = commands;
        this.consoles = consoles;
    }

    @Override
    public ExitCode call() throws SQLException {
        DemoSample sample = sample();
        Console console = consoles.get();
        DemoPlay play = new DemoPlay(commands, console, sample);
        play.title("Keepuntil at work on a sample database. Nothing of yours is touched.");
        DemoSetting setting = new DemoSetting(demonstration, console);
        setting.make(sample);
        return perform(play, setting, sample);
    }

    private DemoSample sample() {
        if (schedule != null) {
            if (children != null || fast) {
                throw new UserError(
                        ExitCode.USAGE, "The sample of --schedule has one size.", "Leave --children and --fast out.");
            }
            return new ScriptSample(DemoSchedules.beside().withDatabase(schedule));
        }
        long size = children != null ? children : fast ? FEW_CHILDREN : SampleDatabase.DEFAULT_CHILDREN;
        if (size < 100 || size > MOST_CHILDREN) {
            throw new UserError(ExitCode.USAGE, "The sample can have from 100 to 5,000,000 children.");
        }
        return new ServiceSample(size);
    }

    private ExitCode perform(DemoPlay play, DemoSetting setting, DemoSample sample) throws SQLException {
        play.act("Install Keepuntil, and grant its roles what they need on the tables");
        play.command("init");
        setting.letLoginWork();
        play.act("What would go tonight, and why the rest stays");
        play.judge("plan");

        List<Found> due = play.records("due");
        List<Found> held = sample.inquiry(demonstration.server().dataSource(), due).stream()
                .limit(HOLDS)
                .toList();
        play.act("Hold what the statutory inquiry into grooming gangs, announced in December 2025, may ask for");
        held.forEach(record -> hold(play, record));
        play.act("Somebody else looks at the plan and approves it: nothing is destroyed without");
        play.approve();
        play.act(
                "The night: what is due is destroyed, batch by batch, with an audit entry for each record; then its bytes go"
                        + " from the files");
        play.judge("run", "--residue", "L4", "--report", "keepuntil-demo");

        List<Found> left = play.records("due");
        due.stream()
                .filter(record -> !held.contains(record) && !left.contains(record))
                .findFirst()
                .ifPresent(gone -> {
                    play.act("What became of a record that went");
                    play.judge("explain", gone.recordClass(), gone.key());
                });
        Optional<Found> stayed = Stream.concat(play.records("undetermined").stream(), held.stream())
                .findFirst();
        stayed.ifPresent(record -> {
            play.act("A record that stayed, and why");
            play.judge("explain", record.recordClass(), record.key());
        });
        play.end(stayed, held);
        return play.result();
    }

    private static void hold(DemoPlay play, Found record) {
        play.command(
                "hold",
                "place",
                record.recordClass(),
                record.key(),
                "--kind",
                "inquiry",
                "--authority",
                "Monitoring Officer",
                "--reference",
                "INQ-2025-12",
                "--reason",
                "statutory inquiry into grooming gangs, announced in December 2025");
    }
}
