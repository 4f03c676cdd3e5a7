package org.keepuntil.binding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Table;
import org.keepuntil.catalog.Trigger;

/** The tables to which triggers add rows while those of a record go or change, with the rights of whoever removes them. */
record TriggerWrites(Catalog catalog) {
    private static final Pattern INSERTS = Pattern.compile(
            "(?i)\\binsert\\s+into\\s+(" + CopySuspects.NAME + "(?:\\s*\\.\\s*" + CopySuspects.NAME + ")?)");

    /**
     * The tables that are known to be filled so.
     *
     * @param owned the tables of the record
     * @param changed other tables of which rows change with it
     */
    List<Layout.Filled> of(Set<Table> owned, List<Table> changed) {
        Set<Table> filled = new LinkedHashSet<>();
        Stream.concat(owned.stream(), changed.stream())
                .distinct()
                .forEach(table -> catalog.triggersOf(table).stream()
                        .filter(trigger -> !trigger.definer() && trigger.firesOnRemovalOrChange())
                        .forEach(trigger -> {
                            owned.stream()
                                    .filter(other ->
                                            !other.equals(table) && CopySuspects.writes(trigger.source(), other))
                                    .forEach(filled::add);
                            outside(trigger, filled);
                        }));
        return filled.stream()
                .map(table -> new Layout.Filled(table, catalog.sequencesOf(table)))
                .toList();
    }

    /** Elsewhere only what a function names without doubt: a right too many is worse there than one to be granted later. */
    private void outside(Trigger trigger, Set<Table> filled) {
        Matcher insert = INSERTS.matcher(trigger.source());
        while (insert.find()) {
            List<Table> named = catalog.tables().stream()
                    .filter(table -> CopySuspects.isName(insert.group(1), table))
                    .toList();
            if (named.size() == 1) {
                filled.add(named.get(0));
            }
        }
    }
}
