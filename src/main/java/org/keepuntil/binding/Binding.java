package org.keepuntil.binding;

import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.YearStarts;

/**
 * A binding file: one database's answer to where the classes of a schedule live.
 *
 * @param years this database's own starts of years, where it has others than the schedule
 * @param text the file as it was read; its digest stands for the binding
 */
public record Binding(
        List<BoundClass> records,
        List<String> copiesElsewhere,
        Optional<String> backupsKept,
        Optional<YearStarts> years,
        String text) {
    public Binding {
        records = List.copyOf(records);
        copiesElsewhere = List.copyOf(copiesElsewhere);
    }

    /** The class of that name. */
    public Optional<BoundClass> recordClass(String name) {
        return records.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
