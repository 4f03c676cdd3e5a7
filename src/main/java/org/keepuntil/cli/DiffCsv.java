package org.keepuntil.cli;

import org.keepuntil.plan.Difference;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.plan.Difference.Effect;
import org.keepuntil.plan.Difference.Move;
import org.keepuntil.plan.Difference.Shift;

/** A difference for a spreadsheet: every record counted in one row, so that the rows add up to the classes. */
final class DiffCsv {
    private DiffCsv() {}

    static void write(Difference difference, Console console) {
        Csv csv = new Csv(console.out())
                .row(
                        "class",
                        "old rule",
                        "old act",
                        "new rule",
                        "new act",
                        "effect",
                        "records",
                        "of which due at once",
                        "median days",
                        "greatest days");
        for (ClassDifference found : difference.classes()) {
            for (Move move : found.moves()) {
                move.effects().forEach(effect -> row(csv, found, move, effect));
            }
        }
        console.out().flush();
    }

    private static void row(Csv csv, ClassDifference found, Move move, Effect effect) {
        csv.row(
                found.name(),
                move.before().rule().orElse(null),
                move.before().act().orElse(null),
                move.after().rule().orElse(null),
                move.after().act().orElse(null),
                effect.kind().words(),
                effect.records(),
                effect.dueAtOnce(),
                effect.shift().map(Shift::median).orElse(null),
                effect.shift().map(Shift::greatest).orElse(null));
    }
}
