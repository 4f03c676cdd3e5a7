package org.keepuntil.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.schedule.Condition;
import org.keepuntil.source.Place;

/**
 * Where a class of records lives, as the binding file says it. Maps keep the order of the file.
 *
 * @param key columns that identify a record, where they are not the primary key
 * @param where columns and values that tell the class's rows from others of the same table
 * @param openWhile when a record is open, which is never eligible; empty for {@code never}
 * @param components tables whose rows share the record's fate
 * @param links links that the database does not know, or which of several foreign keys is meant
 * @param treatment what acts other than destruction do to it
 * @param findBy columns by which it can be asked for when it is gone
 * @param dropsPartitions whether a partition of which every row is to be destroyed is dropped, instead of being emptied row by row
 * @param cap how many of its records one run may dispose of; empty for {@code none}
 * @param related foreign keys that point at the record or its components from rows that stay
 */
public record BoundClass(
        String name,
        TableName table,
        List<String> key,
        Map<String, String> where,
        Optional<Condition> openWhile,
        Map<String, People> people,
        Map<String, DateSource> events,
        Map<String, FactSource> facts,
        List<Component> components,
        List<RelatedEdge> related,
        List<Link> links,
        Treatment treatment,
        List<PathName> findBy,
        boolean dropsPartitions,
        Optional<Cap> cap,
        Place place) {
    public BoundClass {
        key = List.copyOf(key);
        where = inOrder(where);
        people = inOrder(people);
        events = inOrder(events);
        facts = inOrder(facts);
        components = List.copyOf(components);
        related = List.copyOf(related);
        links = List.copyOf(links);
        findBy = List.copyOf(findBy);
    }

    private static <T> Map<String, T> inOrder(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Where the day of a declared event is read. */
    public Optional<DateSource> event(String name) {
        return Optional.ofNullable(events.get(name));
    }

    /** Where the people in a declared role are. */
    public Optional<People> role(String name) {
        return Optional.ofNullable(people.get(name));
    }

    /** The people in a role. */
    public record People(DateSource born, Optional<DateSource> died, boolean deathsRecorded, Place place) {
        /** Whether the role may hold several people. */
        public boolean several() {
            return born.choice() == DateSource.Choice.EACH;
        }
    }

    /** A table whose rows go with the record. */
    public record Component(TableName table, Place place) {}

    /** A foreign key column of a row that stays, and what becomes of the link. */
    public record RelatedEdge(TableName table, String column, Fate fate, Place place) {}

    /** What becomes of a link from a row that stays. */
    public enum Fate {
        /** Set to null. */
        UNLINK,
        /** The link stays, and so does the record while it is there. */
        KEEP
    }

    /**
     * A link from columns to others that the database does not know as a foreign key, or one that it does and that is meant among several.
     *
     * @param member the member of a {@code json} column that holds the value
     * @param only the rows that it is a link of: those that have this value there
     */
    public record Link(
            TableName from,
            List<String> fromColumns,
            Optional<String> member,
            TableName to,
            List<String> toColumns,
            Optional<FactSource.Equal> only,
            Place place) {
        public Link {
            fromColumns = List.copyOf(fromColumns);
            toColumns = List.copyOf(toColumns);
        }
    }
}
