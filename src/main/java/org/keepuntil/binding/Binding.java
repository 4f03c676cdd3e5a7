package org.keepuntil.binding;

import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.YearStarts;

/**
 * A binding file: one database's answer to where the classes of a schedule live.
 *
 * @param years this database's own starts of years, where it has others than the schedule
 * @param unrelated tables and columns that look as if they belonged to a record and do not
 * @param transferTo the directory in which packages for transfer are written
 * @param text the file as it was read; its digest stands for the binding
 */
public record Binding(
        List<BoundClass> records,
        List<String> copiesElsewhere,
        Optional<String> backupsKept,
        Optional<YearStarts> years,
        List<Unrelated> unrelated,
        Optional<String> transferTo,
        String text) {
    public Binding {
        records = List.copyOf(records);
        unrelated = List.copyOf(unrelated);
        copiesElsewhere = List.copyOf(copiesElsewhere);
    }

    /** The class of that name. */
    public Optional<BoundClass> recordClass(String name) {
        return records.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** A table, or a column written like a path, which of them it is the database tells. */
    public record Unrelated(PathName name) {}
}
