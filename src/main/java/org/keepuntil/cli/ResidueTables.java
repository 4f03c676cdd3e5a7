package org.keepuntil.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.residue.Level;
import org.keepuntil.residue.PlannedAct;
import org.keepuntil.residue.Trace;

/** What will be done about what is left, and how far everything is. */
record ResidueTables(List<PlannedAct> plan, List<Trace> traces) {
    private record ActLine(
            String relation,
            String means,
            String lock,
            long bytes,
            long seconds,
            @Nullable String hindrance) {
        static ActLine of(PlannedAct act) {
            return new ActLine(
                    act.relation(),
                    act.means(),
                    act.lock(),
                    act.bytes(),
                    act.about().toSeconds(),
                    act.hindrance().orElse(null));
        }
    }

    private record TraceLine(
            long run,
            String recordClass,
            String relation,
            long rows,
            @Nullable String l1,
            @Nullable String l2,
            @Nullable String l3,
            @Nullable String l3By,
            @Nullable String l4,
            @Nullable String l4By,
            @Nullable String backupsUntil,
            @Nullable String notReached,
            @Nullable String ground) {
        static TraceLine of(Trace trace) {
            Optional<String> ground = trace.ground();
            return new TraceLine(
                    trace.run(),
                    trace.recordClass(),
                    trace.relation(),
                    trace.rows(),
                    at(trace, Level.L1),
                    at(trace, Level.L2),
                    at(trace, Level.L3),
                    trace.by().get(Level.L3),
                    at(trace, Level.L4),
                    trace.by().get(Level.L4),
                    trace.backupsUntil().map(Object::toString).orElse(null),
                    ground.map(why -> trace.next().name()).orElse(null),
                    ground.orElse(null));
        }

        private static @Nullable String at(Trace trace, Level level) {
            Instant at = trace.reached().get(level);
            return at == null ? null : at.toString();
        }
    }

    private record Document(List<ActLine> acts, List<TraceLine> residue) {}

    /** @param withPlan whether the plan was not shown before */
    void show(Format format, boolean withPlan, Console console) {
        switch (format) {
            case JSON ->
                Json.write(
                        new Document(
                                plan.stream().map(ActLine::of).toList(),
                                traces.stream().map(TraceLine::of).toList()),
                        console.out());
            case CSV -> csv(console);
            case TABLE -> {
                if (withPlan) {
                    plan(plan, console);
                }
                table(console);
            }
        }
    }

    /** What will be done, before it is. */
    static void plan(List<PlannedAct> acts, Console console) {
        if (acts.isEmpty()) {
            return;
        }
        console.print(console.bold("What is rewritten"));
        Table table = new Table("RELATION", "BYTES", "SECONDS, ABOUT", "HOW", "LOCK", "WHAT STANDS IN THE WAY");
        acts.forEach(act -> table.row(
                act.relation(),
                act.bytes(),
                act.about().toSeconds(),
                act.means(),
                act.lock(),
                act.hindrance().orElse("")));
        table.print(console);
        Duration all = acts.stream()
                .filter(act -> act.hindrance().isEmpty())
                .map(PlannedAct::about)
                .reduce(Duration.ZERO, Duration::plus);
        console.print("About " + Words.count(all.toSeconds(), "second", "seconds")
                + " in all. A VACUUM FULL needs as much free space as the rows that stay take.");
        console.print("");
    }

    private void table(Console console) {
        if (traces.isEmpty()) {
            console.print("No run has left anything to purge.");
            return;
        }
        console.print(console.bold("How far it is gone"));
        Table table = new Table(
                "RUN", "CLASS", "RELATION", "ROWS", "L1", "L2", "L3", "L4", "BACKUPS UNTIL", "WHY NOT FURTHER");
        traces.forEach(trace -> table.row(
                trace.run(),
                trace.recordClass(),
                trace.relation(),
                trace.rows(),
                day(trace, Level.L1),
                day(trace, Level.L2),
                day(trace, Level.L3),
                day(trace, Level.L4),
                trace.backupsUntil().map(Object::toString).orElse(""),
                trace.ground().map(why -> trace.next() + ": " + why).orElse("")));
        table.print(console);
        console.print(
                "L1 deleted and committed; L2 out of everybody's sight; L3 gone from the files of tables, indexes and"
                        + " statistics; L4 gone from the live write-ahead log.");
    }

    private static String day(Trace trace, Level level) {
        Instant at = trace.reached().get(level);
        return at == null ? "" : Words.day(at);
    }

    private void csv(Console console) {
        Csv csv = new Csv(console.out())
                .row(
                        "run",
                        "class",
                        "relation",
                        "rows",
                        "l1",
                        "l2",
                        "l3",
                        "l3_by",
                        "l4",
                        "l4_by",
                        "backups_until",
                        "not_reached",
                        "ground");
        traces.stream()
                .map(TraceLine::of)
                .forEach(line -> csv.row(
                        line.run(),
                        line.recordClass(),
                        line.relation(),
                        line.rows(),
                        line.l1(),
                        line.l2(),
                        line.l3(),
                        line.l3By(),
                        line.l4(),
                        line.l4By(),
                        line.backupsUntil(),
                        line.notReached(),
                        line.ground()));
        console.out().flush();
    }
}
