package org.keepuntil.app.demo;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
                    + " places holds, runs the night, and says what became of two records. Each act is headed by the"
                    + " command that does it. Nothing of yours is touched. It can be run again, and then starts afresh."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "keepuntil demo",
            "# A small sample, for a quick look",
            "keepuntil demo --fast",
            "# A large one",
            "keepuntil demo --children 200000"
        },
        exits = {ExitCode.DATABASE, ExitCode.BUSY, ExitCode.PARTLY, ExitCode.STOPPED, ExitCode.MISMATCH})
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
        long size = children != null ? children : fast ? FEW_CHILDREN : SampleDatabase.DEFAULT_CHILDREN;
        if (size < 100 || size > MOST_CHILDREN) {
            throw new UserError(ExitCode.USAGE, "The sample can have from 100 to 5,000,000 children.");
        }
        Console console = consoles.get();
        DemoPlay play = new DemoPlay(commands, console);
        play.title("Keepuntil at work on a sample database. Nothing of yours is touched.");
        DemoSetting setting = new DemoSetting(demonstration, console);
        setting.make(size);
        return perform(play, setting);
    }

    private ExitCode perform(DemoPlay play, DemoSetting setting) throws SQLException {
        play.act("Install Keepuntil, and grant its roles what they need on the tables");
        play.command("init");
        setting.letLoginWork();
        play.act("What would go tonight, and why the rest stays");
        play.command("plan");

        List<String> due = play.keys("due");
        List<String> held = inquiry(due);
        play.act("Hold what the statutory inquiry into grooming gangs, announced in December 2025, may ask for");
        for (String key : held) {
            play.command(
                    "hold",
                    "place",
                    "referral",
                    key,
                    "--kind",
                    "inquiry",
                    "--authority",
                    "Monitoring Officer",
                    "--reference",
                    "INQ-2025-12",
                    "--reason",
                    "statutory inquiry into grooming gangs, announced in December 2025");
        }
        play.act("The night: what is due is destroyed, batch by batch, with an audit entry for each record");
        play.command("run", "--report", "keepuntil-demo");

        String gone =
                due.stream().filter(key -> !held.contains(key)).findFirst().orElse("");
        if (!gone.isEmpty()) {
            play.act("What became of a record that went");
            play.command("explain", "referral", gone);
        }
        List<String> undetermined = play.keys("undetermined");
        String stayed = undetermined.isEmpty() ? held.stream().findFirst().orElse("") : undetermined.get(0);
        if (!stayed.isEmpty()) {
            play.act("A record that stayed, and why");
            play.command("explain", "referral", stayed);
        }
        play.end(stayed, held);
        return play.result();
    }

    /** Of the records that the inquiry may ask for, a few that would go tonight. */
    private List<String> inquiry(List<String> due) throws SQLException {
        Set<String> going = new HashSet<>(due);
        return SampleDatabase.inquiryReferrals(demonstration.server().dataSource()).stream()
                .map(String::valueOf)
                .filter(going::contains)
                .limit(HOLDS)
                .toList();
    }
}
