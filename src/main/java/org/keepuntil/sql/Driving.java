package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.keepuntil.binding.Path;
import org.keepuntil.binding.Step;
import org.keepuntil.decide.DateReading;

/**
 * What must hold before a record can be due, in bare columns alone, so that an index leads to the few records that are worth looking at. It
 * holds of every record that is due, and may hold of others: it drives a query, it never decides.
 */
sealed interface Driving {
    /** Nothing can be said: every record is looked at. */
    static Driving any() {
        return new All(List.of());
    }

    /** No record can be due. */
    static Driving never() {
        return new Either(List.of());
    }

    /**
     * A row at the end of the path has a day on or before the bound.
     *
     * @param several of how many rows it is one
     */
    record Day(Path path, DateReading reading, LocalDate bound, Several several) implements Driving {
        @Override
        public Sql test(String alias) {
            return DateColumn.bare(Identifier.of(alias, path.column()), reading).onOrBefore(bound);
        }

        private Key key() {
            return new Key(path, reading.kind());
        }

        private Day with(LocalDate other) {
            return new Day(path, reading, other, several);
        }
    }

    /** Of how many rows a day is one. Where the last of several decides, one that is old enough says little. */
    enum Several {
        NOT_LAST,
        LAST_OF_ROWS,
        LAST_OF_PEOPLE
    }

    /** Each of them holds. */
    record All(List<Driving> members) implements Driving {}

    /** One of them holds. */
    record Either(List<Driving> members) implements Driving {}

    /** Two bounds on the same column are one. */
    record Key(Path path, DateReading.Kind kind) {}

    static Driving all(Collection<Driving> members) {
        if (members.contains(never())) {
            return never();
        }
        List<Driving> kept = new ArrayList<>();
        for (Driving member : members) {
            kept.addAll(member instanceof All all ? all.members() : List.of(member));
        }
        // of several rows too: where one meets each bound, one meets the earlier
        List<Driving> merged = merged(kept, (a, b) -> a.isBefore(b) ? a : b);
        return merged.size() == 1 ? merged.get(0) : new All(merged);
    }

    static Driving either(Collection<Driving> members) {
        if (members.contains(any())) {
            return any();
        }
        List<Driving> kept = new ArrayList<>();
        for (Driving member : members) {
            kept.addAll(member instanceof Either either ? either.members() : List.of(member));
        }
        List<Driving> merged = merged(kept, (a, b) -> a.isAfter(b) ? a : b);
        return merged.size() == 1 ? merged.get(0) : new Either(merged);
    }

    private static List<Driving> merged(List<Driving> members, BinaryOperator<LocalDate> which) {
        Map<Object, Driving> merged = new LinkedHashMap<>();
        for (Driving member : members) {
            merged.merge(
                    member instanceof Day day ? day.key() : member,
                    member,
                    (a, b) -> a instanceof Day x && b instanceof Day y ? x.with(which.apply(x.bound(), y.bound())) : a);
        }
        return List.copyOf(merged.values());
    }

    /** Every day in it. */
    default Set<Day> days() {
        Set<Day> days = new LinkedHashSet<>();
        if (this instanceof Day day) {
            days.add(day);
        } else if (this instanceof All all) {
            all.members().forEach(m -> days.addAll(m.days()));
        } else if (this instanceof Either either) {
            either.members().forEach(m -> days.addAll(m.days()));
        }
        return days;
    }

    /** Whether all its days are in one row, or in one of the rows of the same kind, so that one test of that row says it. */
    default boolean isOfOneRow() {
        if (this instanceof Day) {
            return true;
        }
        Set<List<Step>> ways = new LinkedHashSet<>();
        days().forEach(d -> ways.add(d.path().steps()));
        return ways.size() == 1
                && (days().iterator().next().path().toOne()
                        || (this instanceof Either either
                                && either.members().stream().allMatch(Day.class::isInstance)));
    }

    /** The test of the one row, under its alias. */
    default Sql test(String alias) {
        if (this instanceof All all) {
            return Sql.and(all.members().stream().map(m -> m.test(alias)).toList());
        }
        Either either = (Either) this;
        return Sql.or(either.members().stream().map(m -> m.test(alias)).toList());
    }
}
