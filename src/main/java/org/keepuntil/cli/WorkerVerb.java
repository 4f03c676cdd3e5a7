package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.keepuntil.fleet.Coordination;
import org.keepuntil.fleet.Fleet;
import org.keepuntil.fleet.FleetWorker;
import org.keepuntil.fleet.Hours.Night;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil worker}. */
@Command(
        name = "worker",
        description = {
            "Work on the databases of a fleet, each in its hours, as many as there are workers for.",
            "Start it on as many machines as you like with the same file. Each database is worked on by one of them at a time, and each run is a"
                    + " process of its own. A worker that dies is taken over from, where it stopped. What each run says is in"
                    + " night.log beside the reports of its target.",
            "It works until it is told to stop by a signal; then its runs finish their batches, and other workers go on with them."
        })
@VerbHelp(
        group = VerbGroup.FLEET,
        examples = {
            "keepuntil worker --fleet /etc/keepuntil/fleet.yaml",
            "# Two runs at once; end when tonight's work is done",
            "keepuntil worker --fleet /etc/keepuntil/fleet.yaml --at-once 2 --once"
        },
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PARTLY})
final class WorkerVerb implements Callable<ExitCode> {
    private static final long LOOK_MILLIS = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Desk desk;
    private final StopSign stop;
    private final AtomicBoolean someLeft = new AtomicBoolean();

    @Mixin
    private FleetOption file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "By which other workers and `fleet status` know it. Default: the machine's name and the process number.")
    private @Nullable String name;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            converter = WindowOption.WorkersConverter.class,
            description = "The runs that this worker has at once: 1 to 16. Default: 1.")
    private int atOnce = 1;

    @Option(names = "--once", description = "End when every database whose hours have come is done for the night.")
    private boolean once;

    WorkerVerb(Desk desk, StopSign stop) {
        this.desk = desk;
        this.stop = stop;
    }

    @Override
    public ExitCode call() throws SQLException {
        Surroundings surroundings = desk.root().surroundings();
        Fleet fleet = file.read(desk);
        // places on servers are locks that connections hold
        try (HikariDataSource coordination =
                FleetOption.coordination(fleet, surroundings).dataSource(atOnce + 5)) {
            Coordination.require(coordination);
            stop.beginWork();
            RunProcesses nights = new RunProcesses(
                    fleet,
                    Program.words(surroundings.get("KEEPUNTIL_JAVA_OPTS")),
                    surroundings,
                    desk.clock(),
                    new Told(desk.clock()));
            String own = name == null ? Workers.name() : name;
            try (FleetWorker worker = new FleetWorker(coordination, fleet, own, atOnce, nights, stop, desk.clock())) {
                worker.start();
                desk.console()
                        .remark("Worker " + own + " looks after "
                                + fleet.targets().size() + " databases.");
                untilItMayEnd(worker);
            }
        }
        return once && someLeft.get() ? ExitCode.PARTLY : ExitCode.DONE;
    }

    private void untilItMayEnd(FleetWorker worker) {
        try {
            while (!stop.getAsBoolean() && !(once && worker.isThrough())) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says what it does, a line each. */
    private final class Told implements RunProcesses.Listener {
        private final Clock clock;

        Told(Clock clock) {
            this.clock = clock;
        }

        @Override
        public void begins(org.keepuntil.fleet.Target target, Night night) {
            say(target, "begins");
        }

        @Override
        public void ended(org.keepuntil.fleet.Target target, ExitCode code) {
            if (code != ExitCode.DONE) {
                someLeft.set(true);
            }
            say(target, "ends with status " + code.number() + ": " + code.label());
        }

        private synchronized void say(org.keepuntil.fleet.Target target, String what) {
            String now = TIME.format(clock.instant().atZone(target.hours().zone()));
            desk.console().remark(String.join(" ", List.of(now, target.name(), what)));
        }
    }
}
