package org.keepuntil.sql;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.DateReading;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts;
import org.keepuntil.schedule.Erasure;

/** The day on which the erasure of a record was granted: an event that Keepuntil itself has recorded, joined by the record's key. */
final class ErasureSql {
    private static final String ALIAS = "de";

    /** The column of the day; null where no erasure is granted. */
    static final String GRANTED_ON = ALIAS + ".granted_on";

    private ErasureSql() {}

    /** The join, for the end of the {@code from} list. A record of which it was granted more than once, it is since the first. */
    static Sql join(String recordClass, ZoneId zone, Sql key) {
        Sql granted = Sql.concat(
                "select key, min((granted_at at time zone ",
                Sql.of("?", zone.getId()),
                ")::date) as granted_on from keepuntil.erasure where class = ",
                Sql.of("?", recordClass));
        return Joins.recorded(granted, "key", ALIAS, key);
    }

    static Operand granted() {
        DateColumn day = DateColumn.bare(GRANTED_ON, reading());
        return new Operand(
                List.of(new Operand.Source(Rows.joined(ALIAS), day, Optional.empty())),
                Operand.Quantifier.ONLY,
                Operand.Absence.NOT_YET,
                false,
                null);
    }

    /** The facts with the day, as its column has it. */
    static Facts with(Facts facts, @Nullable String day) {
        Map<String, DateValue> events = new HashMap<>(facts.events());
        events.put(Erasure.EVENT, reading().read(day, null));
        return new Facts(events, facts.people(), facts.facts(), facts.estimated());
    }

    private static DateReading reading() {
        return new DateReading(DateReading.Kind.DATE, ZoneId.of("UTC"), false, false, new HashSet<>());
    }
}
