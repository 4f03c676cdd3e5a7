package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.residue.Level;

/** How far the destruction of a run got, level by level. Nothing is said of a level that nobody has measured. */
record Reach(Evidence evidence) {
    /** A level of the whole run: all tables have reached it, or it counts as not reached. */
    record Standing(Level level, boolean reached, Optional<Instant> at, String word) {}

    List<Standing> all() {
        return Stream.of(Level.values()).map(this::of).toList();
    }

    /** The last of the levels that were reached without a gap; none where nothing was done, or where the counts contradict it. */
    Optional<Level> highest() {
        return Stream.of(Level.values()).takeWhile(level -> of(level).reached()).max(Comparator.naturalOrder());
    }

    Standing of(Level level) {
        if (evidence.report().done() == 0) {
            return not(level, "Nothing to measure");
        }
        if (!evidence.addsUp()) {
            return not(level, "Not certain: the counts do not add up");
        }
        List<Residue> residue = evidence.report().basis().residue();
        if (level == Level.L5) {
            return not(level, backups(residue, evidence.report().backupsKept().isPresent()));
        }
        if (level == Level.L1) {
            // the log has each deletion, whether anybody measured further or not
            return new Standing(
                    level,
                    true,
                    latest(level, residue).or(() -> evidence.report().run().finished()),
                    "Reached");
        }
        if (residue.isEmpty()) {
            return not(level, "Not measured");
        }
        long tables = residue.stream().filter(r -> r.at(level).isPresent()).count();
        if (tables == residue.size()) {
            return new Standing(level, true, latest(level, residue), "Reached");
        }
        return not(
                level,
                tables == 0
                        ? "Not reached"
                        : "Reached for %s of %s tables".formatted(Words.number(tables), Words.number(residue.size())));
    }

    private static Standing not(Level level, String word) {
        return new Standing(level, false, Optional.empty(), word);
    }

    private static Optional<Instant> latest(Level level, List<Residue> residue) {
        return residue.stream().flatMap(r -> r.at(level).stream()).max(Comparator.naturalOrder());
    }

    /** A report does not know what day it is when it is read, so it gives the day. */
    private static String backups(List<Residue> residue, boolean kept) {
        if (residue.isEmpty()) {
            return "Not measured";
        }
        Optional<LocalDate> until = backupsUntil(residue);
        return until.map(day -> "From " + Words.day(day) + " on, if backups live as long as the binding states")
                .orElse(
                        kept
                                ? "No date yet: it counts from the day on which level 4 is reached"
                                : "No date: the binding does not say how long backups live");
    }

    /** The day from which no backup holds anything of the run; empty unless it is known of every table. */
    static Optional<LocalDate> backupsUntil(List<Residue> residue) {
        return residue.stream().allMatch(r -> r.backupsUntil().isPresent())
                ? residue.stream().flatMap(r -> r.backupsUntil().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
