package org.keepuntil.sql;

import java.util.List;
import java.util.Set;

/**
 * What there is of holds, as far as it changes what has to be asked of the database: the people's tables and the conditions, which compile
 * into SQL of their own. Single holds on records, classes and people are looked up when the SQL runs.
 *
 * @param last the number of the newest hold on a person or by condition: where there is a newer one when the SQL runs, everything is held
 * @param releasedClasses classes of which a hold on every record was released
 * @param releasedRecords classes of which a hold on a record was released
 */
public record HoldScopes(
        long last,
        List<People> people,
        List<Where> conditions,
        Set<String> releasedClasses,
        Set<String> releasedRecords) {
    /** Nobody has looked: every record is held as long as there is any hold on a person or by condition. */
    public static final HoldScopes UNREAD = new HoldScopes(0, List.of(), List.of(), Set.of(), Set.of());

    public HoldScopes {
        people = List.copyOf(people);
        conditions = List.copyOf(conditions);
        releasedClasses = Set.copyOf(releasedClasses);
        releasedRecords = Set.copyOf(releasedRecords);
    }

    /**
     * A table with holds on its rows.
     *
     * @param isThere whether the database has the table; where it has not, nobody knows what its holds cover, and they cover everything
     * @param released whether one of them was released
     */
    public record People(String schema, String table, boolean isThere, boolean released) {}

    /**
     * Holds on the records of a class for which conditions hold, or may.
     *
     * @param holds their numbers
     * @param texts each as the schedule would say it
     * @param released whether one of them was released
     */
    public record Where(List<Long> holds, String recordClass, List<String> texts, boolean released) {
        public Where {
            holds = List.copyOf(holds);
            texts = List.copyOf(texts);
        }
    }
}
