package org.keepuntil.app.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of a soak, and its table. */
final class SoakResult {
    private final Map<Fault, Figures> faults = new EnumMap<>(Fault.class);
    private final Map<String, Map<Integer, Integer>> exits = new TreeMap<>();
    private final Map<String, Integer> moments = new TreeMap<>();
    private final Map<Fault, String> impossible = new EnumMap<>(Fault.class);
    private final List<String> violations = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();
    private long records;
    private long longestWait;
    private int checks;
    private int queries;
    private int rounds;
    private int changes;
    private int locks;
    private int deadlocks;

    /** Of one kind of fault. */
    private static final class Figures {
        private int times;
        private int violations;
        private long nanos;
    }

    void add(Fault fault, List<String> found, long waitMillis, long nanos) {
        Figures figures = faults.computeIfAbsent(fault, f -> new Figures());
        figures.times++;
        figures.nanos += nanos;
        figures.violations += found.size();
        longestWait = Math.max(longestWait, waitMillis);
        checks++;
        violations(fault.words(), found);
    }

    void violations(String when, List<String> found) {
        found.forEach(each -> violations.add("after " + when + ": " + each));
    }

    void exit(String what, int code) {
        exits.computeIfAbsent(what, w -> new TreeMap<>()).merge(code, 1, Integer::sum);
    }

    void moment(String moment) {
        moments.merge(moment, 1, Integer::sum);
    }

    void impossible(Fault fault, String why) {
        impossible.put(fault, why);
    }

    void application(Application application) {
        changes += application.changes();
        locks += application.locks();
        deadlocks += application.deadlocks();
        deeds.clear();
        deeds.addAll(application.deeds());
    }

    void round(long disposed, int asked) {
        rounds++;
        records += disposed;
        queries = asked;
        checks += 2;
    }

    List<String> violations() {
        return violations;
    }

    int deadlocks() {
        return deadlocks;
    }

    long longestWaitMillis() {
        return longestWait;
    }

    String table(long seed) {
        StringBuilder table = new StringBuilder();
        line(table, "%-88s %6s %10s %9s", "FAULT", "TIMES", "VIOLATIONS", "SECONDS");
        int times = 0;
        for (Map.Entry<Fault, Figures> entry : faults.entrySet()) {
            Figures figures = entry.getValue();
            times += figures.times;
            line(
                    table,
                    "%-88s %6d %10d %9.1f",
                    entry.getKey().words(),
                    figures.times,
                    figures.violations,
                    figures.nanos / 1e9);
        }
        line(table, "%-88s %6d %10d", "all", times, violations.size());
        impossible.forEach((fault, why) -> line(table, "Not tried: %s, because %s.", fault.words(), why));
        line(
                table,
                "%d records disposed of in %d rounds; %d checks of %d queries each; seed %d",
                records,
                rounds,
                checks,
                queries,
                seed);
        line(
                table,
                "The application: %d changes, among them %d that held locks across a batch; deadlocks that it was the victim of: %d;"
                        + " its longest wait where nothing hung: %d ms",
                changes,
                locks,
                deadlocks,
                longestWait);
        line(table, "When it struck: %s", moments);
        line(table, "Exit codes: %s", exits);
        violations.forEach(violation -> line(table, "VIOLATION %s", violation));
        return table.toString();
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
