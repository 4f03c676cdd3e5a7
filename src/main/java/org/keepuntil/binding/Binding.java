package org.keepuntil.binding;

import java.util.List;
import java.util.Optional;

/**
 * A binding file: one database's answer to where the classes of a schedule live.
 *
 * @param text the file as it was read; its digest stands for the binding
 */
public record Binding(
        List<BoundClass> records, List<String> copiesElsewhere, Optional<String> backupsKept, String text) {
    public Binding {
        records = List.copyOf(records);
        copiesElsewhere = List.copyOf(copiesElsewhere);
    }

    /** The class of that name. */
    public Optional<BoundClass> recordClass(String name) {
        return records.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
