package org.keepuntil.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.Path;
import org.keepuntil.calendar.Bounds;

/**
 * The day on which a period rests, wherever it comes from: one column, the latest or earliest of several rows, the youngest or eldest
 * of several people.
 *
 * @param ofPeople whether each row is a person of a role
 * @param orElse the operand that stands in where there is no row
 * @param mayBe whether a row may be the one that is meant
 */
record Operand(
        List<Source> sources,
        Quantifier quantifier,
        Absence absence,
        boolean ofPeople,
        @Nullable Operand orElse,
        Sql mayBe) {
    Operand(List<Source> sources, Quantifier quantifier, Absence absence, boolean ofPeople, @Nullable Operand orElse) {
        this(sources, quantifier, absence, ofPeople, orElse, Sql.TRUE);
    }

    /** The date of one of several people, of whom it may not be known which is meant. */
    static Operand oneOf(Source people, Sql mayBe) {
        return new Operand(List.of(people), Quantifier.ONE_OF, Absence.UNKNOWN, true, null, mayBe);
    }

    /** The same day, and unknown where the condition holds. */
    Operand contradictedBy(Sql condition) {
        List<Source> mended = sources.stream()
                .map(s -> new Source(s.rows(), s.date().contradictedBy(condition), s.path()))
                .toList();
        Operand mendedElse = orElse == null ? null : orElse.contradictedBy(condition);
        return new Operand(mended, quantifier, absence, ofPeople, mendedElse, mayBe);
    }

    /**
     * Rows and the date that each of them has.
     *
     * @param path the way to them; empty where they are none of the application's
     */
    record Source(Rows rows, DateColumn date, Optional<Path> path) {
        Source(Rows rows, DateColumn date, Path path) {
            this(rows, date, Optional.of(path));
        }
    }

    /** Which rows have a say. */
    enum Quantifier {
        /** There is one row, joined. */
        ONLY,
        /** The member-wise maximum: latest event, youngest person. */
        GREATEST,
        /** The member-wise minimum: earliest event, eldest person. */
        LEAST,
        /** From the least to the greatest of the rows that may be meant. */
        ONE_OF
    }

    /** What it means that there is no row. */
    enum Absence {
        NOT_YET,
        UNKNOWN
    }

    /** Whether the latest day is on or before the as-of day; without one, whether it comes at all. */
    Sql latestBy(UnaryOperator<LocalDate> eligible, Optional<LocalDate> asOf) {
        return withRows(
                quantifier != Quantifier.LEAST,
                s -> s.date().latestBy(eligible, asOf),
                Sql.FALSE,
                e -> e.latestBy(eligible, asOf));
    }

    /** Whether the earliest day is on or before the as-of day. */
    Sql earliestBy(UnaryOperator<LocalDate> eligible, LocalDate asOf) {
        return withRows(
                quantifier == Quantifier.GREATEST,
                s -> s.date().earliestBy(eligible, asOf),
                absence == Absence.UNKNOWN ? Sql.TRUE : Sql.FALSE,
                e -> e.earliestBy(eligible, asOf));
    }

    /** Whether the last day that it can be meets a test that an earlier day meets too; never true where no date is known. */
    Sql last(Function<DateColumn, Sql> test) {
        return withRows(quantifier != Quantifier.LEAST, s -> test.apply(s.date()), Sql.FALSE, e -> e.last(test));
    }

    /** Whether the first day that it can be meets a test that a later day meets too; never true where no date is known. */
    Sql first(Function<DateColumn, Sql> test) {
        return withRows(quantifier != Quantifier.GREATEST, s -> test.apply(s.date()), Sql.FALSE, e -> e.first(test));
    }

    private Sql withRows(boolean every, Function<Source, Sql> test, Sql ifNone, Function<Operand, Sql> ifElse) {
        if (isSingle()) {
            return test.apply(only());
        }
        Sql decided = every
                ? Sql.and(
                        exist(),
                        Sql.and(sources.stream()
                                .map(s -> s.rows().all(Sql.or(mayBe.not(), test.apply(s))))
                                .toList()))
                : Sql.or(sources.stream()
                        .map(s -> s.rows().any(Sql.and(mayBe, test.apply(s))))
                        .toList());
        Sql none = orElse == null ? ifNone : ifElse.apply(orElse);
        return Sql.or(decided, Sql.and(exist().not(), none));
    }

    /** Whether there is one date at most. */
    boolean isSingle() {
        return quantifier == Quantifier.ONLY;
    }

    /**
     * What must hold before the latest day can be on or before the as-of day: at least one row has a day so early. A date of lower
     * precision is later than its column says, so the column's bound holds for it too.
     */
    Driving driving(UnaryOperator<LocalDate> eligible, LocalDate asOf) {
        Optional<LocalDate> bound = Bounds.latestDue(eligible, asOf);
        if (bound.isEmpty()) {
            return Driving.never();
        }
        Driving.Several several = quantifier != Quantifier.GREATEST
                ? Driving.Several.NOT_LAST
                : ofPeople ? Driving.Several.LAST_OF_PEOPLE : Driving.Several.LAST_OF_ROWS;
        List<Driving> days = new ArrayList<>();
        for (Source source : sources) {
            days.add(source.path()
                    .<Driving>map(path -> new Driving.Day(path, source.date().reading(), bound.get(), several))
                    .orElseGet(Driving::any));
        }
        if (orElse != null) {
            days.add(orElse.driving(eligible, asOf));
        }
        return Driving.either(days);
    }

    /** Whether it waits for something that has not happened. */
    Sql waiting() {
        if (isSingle()) {
            return only().date().notYet();
        }
        Sql members = Sql.or(sources.stream()
                .map(s -> s.rows().any(Sql.and(mayBe, s.date().notYet())))
                .toList());
        if (quantifier == Quantifier.LEAST) {
            members = Sql.and(members, latestBy(d -> d, Optional.empty()).isNotTrue());
        }
        Sql none = orElse != null ? orElse.waiting() : absence == Absence.NOT_YET ? Sql.TRUE : Sql.FALSE;
        return Sql.or(members, Sql.and(exist().not(), none));
    }

    /** Whether there is a value in the record at all: of several people, for each of them. */
    Sql present() {
        if (ofPeople && !isSingle()) {
            return Sql.and(
                    exist(), only().rows().all(Sql.or(mayBe.not(), only().date().present())));
        }
        Sql any = Sql.or(
                sources.stream().map(s -> s.rows().any(s.date().present())).toList());
        return orElse == null ? any : Sql.or(any, Sql.and(exist().not(), orElse.present()));
    }

    /** The first day that it can be, minus infinity where nothing is known. */
    Sql firstDay() {
        return day(DateColumn::firstDay, quantifier == Quantifier.GREATEST, "-infinity", Operand::firstDay);
    }

    /** The last day that it can be, infinity where nothing is known. */
    Sql lastDay() {
        return day(DateColumn::lastDay, quantifier != Quantifier.LEAST, "infinity", Operand::lastDay);
    }

    private Sql day(Function<DateColumn, Sql> column, boolean greatest, String unknown, Function<Operand, Sql> ifElse) {
        if (isSingle()) {
            return column.apply(only().date());
        }
        List<Sql> days = sources.stream()
                .map(s -> s.rows().aggregate(greatest ? "max" : "min", ifMeant(column.apply(s.date()))))
                .toList();
        // greatest and least skip the null of a source without rows, which is what is wanted here
        Sql joined = days.get(0);
        for (Sql day : days.subList(1, days.size())) {
            joined = Sql.concat(greatest ? "greatest(" : "least(", joined, ", ", day, ")");
        }
        Sql none = orElse == null ? Sql.of("'" + unknown + "'::date") : ifElse.apply(orElse);
        return Sql.concat("coalesce(", joined, ", ", none, ")");
    }

    private Sql ifMeant(Sql day) {
        return mayBe.equals(Sql.TRUE) ? day : Sql.concat("case when ", mayBe, " then ", day, " end");
    }

    private Sql exist() {
        return Sql.or(sources.stream().map(s -> s.rows().exist()).toList());
    }

    private Source only() {
        return sources.get(0);
    }
}
