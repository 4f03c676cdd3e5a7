package org.keepuntil.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Difference;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.plan.Difference.Effect;
import org.keepuntil.plan.Difference.Move;
import org.keepuntil.plan.Difference.Shift;
import org.keepuntil.plan.Difference.Under;
import org.keepuntil.plan.DifferenceKind;
import org.keepuntil.plan.ScheduleDifference;
import org.keepuntil.plan.ScheduleDifference.Change;
import org.keepuntil.plan.ScheduleDifference.Part;
import org.keepuntil.plan.ScheduleDifference.RuleDifference;

/** A difference of two schedules for a person: the words first, then what they do to the records. */
final class DiffTables {
    private final Console console;

    private DiffTables(Console console) {
        this.console = console;
    }

    static void print(ScheduleDifference words, Optional<Difference> records, Console console) {
        DiffTables tables = new DiffTables(console);
        tables.words(words);
        console.print("");
        records.ifPresentOrElse(
                tables::records,
                () -> console.print(
                        "No database is named, so no record was looked at. Add --database to see what this does to them."));
    }

    private void words(ScheduleDifference words) {
        if (words.isEmpty()) {
            console.print("Both schedules say the same.");
            return;
        }
        console.print(console.bold("What changes in the schedule"));
        words.schedule().forEach(part -> part("  ", part));
        words.classesAdded().forEach(name -> console.print("  + records: " + name + ", a new class"));
        words.classesRemoved()
                .forEach(name -> console.print("  - records: " + name
                        + ", a class that the new schedule does not know: nothing happens to its records any more"));
        words.rules().forEach(this::rule);
        console.print("  " + Words.count(words.unchanged(), "rule stays", "rules stay") + " as "
                + (words.unchanged() == 1 ? "it is." : "they are."));
    }

    private void rule(RuleDifference rule) {
        String sign = rule.change() == Change.ADDED ? "+" : rule.change() == Change.REMOVED ? "-" : "~";
        console.print("  " + sign + " " + console.bold(rule.id()) + " ("
                + rule.change().word() + ")");
        if (rule.change() == Change.CHANGED) {
            rule.parts().forEach(part -> part("      ", part));
        } else {
            rule.parts()
                    .forEach(part ->
                            console.print("      " + part.what() + ": " + (part.before() + part.after()).strip()));
        }
    }

    /** Both on one line where there is room, else under each other, so that the eye finds what differs. */
    private void part(String indent, Part part) {
        String before = part.before().isEmpty() ? "(nothing)" : part.before();
        String after = part.after().isEmpty() ? "(nothing)" : part.after();
        String line = indent + part.what() + ": " + before + " → " + after;
        if (Lines.length(line) <= console.width()) {
            console.print(line);
            return;
        }
        console.print(indent + part.what() + ":");
        console.print(indent + "    " + before);
        console.print(indent + "  → " + after);
    }

    private void records(Difference difference) {
        console.print("As of " + difference.asOf() + ", by both schedules. Nothing was changed.");
        difference.classes().forEach(this::atOnce);
        if (difference.atOnce() == 0) {
            console.print("Nothing falls due at once that the old schedule keeps longer.");
        }
        difference.classes().forEach(this::recordClass);
    }

    /** What goes tonight, before anything else: it is what cannot be taken back. */
    private void atOnce(ClassDifference found) {
        for (Move move : found.moves()) {
            Map<Status, Long> atOnce = move.atOnce();
            if (!atOnce.isEmpty()) {
                long records =
                        atOnce.values().stream().mapToLong(Long::longValue).sum();
                console.print("");
                console.print(console.bold(console.red("AT ONCE: " + Words.records(records) + " of "
                        + found.name() + " would fall due under "
                        + move.after().rule().orElse("no rule") + ".")));
                console.print("The old schedule keeps them longer. " + becomes(atOnce, move.after()));
            }
        }
    }

    private static String becomes(Map<Status, Long> atOnce, Under after) {
        long due = atOnce.getOrDefault(Status.DUE, 0L);
        List<String> others = atOnce.entrySet().stream()
                .filter(entry -> entry.getKey() != Status.DUE)
                .map(entry -> Words.number(entry.getValue()) + " would be "
                        + entry.getKey().word())
                .toList();
        String next = due == 0
                ? ""
                : "The next run would have " + Words.number(due) + " of them "
                        + after.act().map(DiffTables::done).orElse("disposed of") + ". ";
        return (next + (others.isEmpty() ? "" : String.join(", ", others) + ".")).strip();
    }

    private static String done(String act) {
        return switch (act) {
            case "destroy" -> "destroyed";
            case "transfer" -> "transferred";
            case "anonymise" -> "anonymised";
            case "redact" -> "redacted";
            case "review" -> "put on the review list";
            default -> act;
        };
    }

    private void recordClass(ClassDifference found) {
        console.print("");
        console.print(console.bold(found.title()) + " (" + found.name() + "): " + Words.records(found.total()));
        console.print("");
        Table sums = new Table("EFFECT", "RECORDS");
        for (DifferenceKind kind : DifferenceKind.values()) {
            if (found.count(kind) > 0) {
                sums.row(kind.words(), found.count(kind));
            }
        }
        sums.row("all", found.total());
        sums.print(console);
        found.moves().stream().filter(DiffTables::changes).forEach(this::move);
    }

    /** Whether anything happens to a record of it. */
    private static boolean changes(Move move) {
        return move.effects().stream().anyMatch(effect -> effect.kind() != DifferenceKind.SAME)
                || !move.before().equals(move.after());
    }

    private void move(Move move) {
        console.print("");
        console.print(under(move.before()) + " → " + under(move.after()) + ": " + Words.records(move.records()));
        console.print("");
        Table table = new Table("EFFECT", "RECORDS", "AT ONCE", "MEDIAN DAYS", "AT MOST", "FOR EXAMPLE");
        for (Effect effect : move.effects()) {
            table.row(
                    effect.kind().words(),
                    effect.records(),
                    effect.dueAtOnce() == 0 ? null : effect.dueAtOnce(),
                    effect.shift().map(Shift::median).orElse(null),
                    effect.shift().map(Shift::greatest).orElse(null),
                    effect.samples().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        table.print(console);
    }

    private String under(Under under) {
        return under.rule().map(console::bold).orElse("no rule")
                + under.act().map(act -> ", then " + act).orElse("");
    }
}
