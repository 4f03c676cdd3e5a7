package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Path;

/** Which of the dates on which a decision rests are said to be estimates. A mark that is null counts: nobody said that the date is sure. */
final class Estimates {
    private Estimates() {}

    /**
     * A date that may be an estimate.
     *
     * @param what in the words of the schedule
     * @param test true where it is one
     */
    record Estimate(String what, Sql test) {}

    /** Whether any date on which a decision rests may be one. */
    static boolean possible(Layout layout, Uses uses) {
        return uses.roles().stream()
                        .anyMatch(role -> layout.role(role).born().estimated().isPresent())
                || uses.events().stream()
                        .anyMatch(event -> layout.event(event).estimated().isPresent());
    }

    static List<Estimate> of(Layout layout, Operands operands, Uses uses) {
        List<Estimate> estimates = new ArrayList<>();
        for (String role : uses.roles()) {
            Layout.DatePath born = layout.role(role).born();
            Operands.Persons persons = operands.persons(role);
            born.estimated()
                    .ifPresent(mark -> estimates.add(
                            new Estimate("birth of the " + role, test(persons.rows(), persons.born(), mark))));
        }
        for (String event : uses.events()) {
            Operand operand = operands.events().get(event);
            layout.event(event).estimated().ifPresent(mark -> {
                List<Sql> any = new ArrayList<>();
                if (operand != null) {
                    operand.sources().forEach(source -> any.add(test(source.rows(), source.date(), mark)));
                }
                estimates.add(new Estimate(event, Sql.or(any)));
            });
        }
        return estimates;
    }

    private static Sql test(Rows rows, DateColumn date, Path mark) {
        Sql marked = Sql.concat("(", Identifier.of(rows.alias(), mark.column()), "::boolean) is not false");
        return rows.any(Sql.and(date.present(), marked));
    }
}
