package org.keepuntil.calendar;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Turns a question about a result ("is the record eligible by this day?") into one about the operand ("is the date on or
 * before that bound?"), so that a database can compare a bare column. Works for every monotone function.
 */
public final class Bounds {
    private Bounds() {}

    /**
     * The latest operand between {@link Rulings#FIRST} and {@link Rulings#LAST} whose result is on or before {@code asOf};
     * empty where there is none.
     */
    public static Optional<LocalDate> latestDue(UnaryOperator<LocalDate> eligible, LocalDate asOf) {
        long due = Rulings.FIRST.toEpochDay() - 1;
        long notDue = Rulings.LAST.toEpochDay() + 1;
        while (notDue - due > 1) {
            long middle = Math.floorDiv(due + notDue, 2);
            if (eligible.apply(LocalDate.ofEpochDay(middle)).isAfter(asOf)) {
                notDue = middle;
            } else {
                due = middle;
            }
        }
        return due < Rulings.FIRST.toEpochDay() ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(due));
    }
}
