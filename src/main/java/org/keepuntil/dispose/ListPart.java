package org.keepuntil.dispose;

import java.util.Collection;
import java.util.Collections;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Sql;

/** Where in the frozen list some candidates of a class stand. */
final class ListPart {
    private ListPart() {}

    /**
     * The condition that a row is of one of these. The list is read between the first and the last of them: by their numbers alone the planner
     * may take to reading the whole list for each batch.
     *
     * @param alias of a relation with run, class and n
     */
    static Sql of(String alias, Run run, String recordClass, Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Sql.FALSE;
        }
        long first = Collections.min(numbers);
        long last = Collections.max(numbers);
        String n = alias + ".n";
        Sql between = Sql.of(
                alias + ".run = ? and " + alias + ".class = ? and " + n + " between ? and ?",
                run.id(),
                recordClass,
                first,
                last);
        return last - first + 1 == numbers.size()
                ? between
                : Sql.and(between, Sql.of(n + " = any(?)", (Object) numbers.toArray(Long[]::new)));
    }
}
