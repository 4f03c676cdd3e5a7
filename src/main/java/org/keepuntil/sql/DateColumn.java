package org.keepuntil.sql;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keepuntil.calendar.Bounds;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.decide.DateReading;

/**
 * A column that holds a date, and what is known of it: the SQL side of "every date is what it can be". All predicates are true or not
 * true; a null never makes one true.
 *
 * @param column the qualified column
 * @param precision the qualified column that says how precise the date is
 * @param reading how a value is read; the same that the decider's facts are read with
 * @param contradicted true where another date of the record contradicts this one
 */
record DateColumn(String column, Optional<String> precision, DateReading reading, Sql contradicted) {

    /** The column alone. */
    static DateColumn bare(String column, DateReading reading) {
        return new DateColumn(column, Optional.empty(), reading, Sql.FALSE);
    }

    DateColumn contradictedBy(Sql condition) {
        return new DateColumn(column, precision, reading, Sql.or(contradicted, condition));
    }

    Sql missing() {
        return Sql.of(column + " is null");
    }

    Sql present() {
        return Sql.of(column + " is not null");
    }

    /** It has not happened. */
    Sql notYet() {
        return reading.required() ? Sql.FALSE : missing();
    }

    /** There is a date, it is one, and nothing contradicts it. */
    Sql known() {
        return Sql.and(plausible(), contradicted.isNotTrue());
    }

    private Sql plausible() {
        List<Sql> tests = new ArrayList<>();
        tests.add(onOrAfter(Rulings.FIRST));
        tests.add(onOrBefore(Rulings.LAST));
        reading.placeholders().stream().sorted().forEach(day -> tests.add(Sql.of(civil() + " <> ?", day)));
        precision.ifPresent(
                p -> tests.add(Sql.of("coalesce(lower(" + p + "::text), 'day') in ('day', 'month', 'year')")));
        return Sql.and(tests);
    }

    /** The latest day that the date can be gives a result on or before the as-of day; without one, a result at all. */
    Sql latestBy(UnaryOperator<LocalDate> eligible, Optional<LocalDate> asOf) {
        if (asOf.isEmpty()) {
            return known();
        }
        return Sql.and(
                byPrecision(
                        d -> eligible.apply(lastOfMonth(d)), d -> eligible.apply(lastOfYear(d)), eligible, asOf.get()),
                known());
    }

    /** The earliest day that the date can be gives a result on or before the as-of day; what is unknown always does. */
    Sql earliestBy(UnaryOperator<LocalDate> eligible, LocalDate asOf) {
        Sql bounded = byPrecision(
                d -> eligible.apply(d.withDayOfMonth(1)), d -> eligible.apply(d.withDayOfYear(1)), eligible, asOf);
        Sql withValue = Sql.and(present(), Sql.or(known().isNotTrue(), bounded));
        return reading.required() ? Sql.or(missing(), withValue) : withValue;
    }

    /** The last day that the date can be is this one or an earlier. */
    Sql lastOnOrBefore(LocalDate day) {
        return latestBy(UnaryOperator.identity(), Optional.of(day));
    }

    /** The first day that the date can be is this one or a later. */
    Sql firstOnOrAfter(LocalDate day) {
        return Sql.and(
                precision
                        .map(p -> Sql.or(
                                Sql.and(is(p, "day"), onOrAfter(day)),
                                Sql.and(is(p, "month"), onOrAfter(firstOfMonthFrom(day))),
                                Sql.and(is(p, "year"), onOrAfter(firstOfYearFrom(day)))))
                        .orElseGet(() -> onOrAfter(day)),
                known());
    }

    private static Sql is(String precision, String word) {
        return Sql.of("coalesce(lower(" + precision + "::text), 'day') = '" + word + "'");
    }

    private static LocalDate firstOfMonthFrom(LocalDate day) {
        return day.getDayOfMonth() == 1 ? day : day.with(TemporalAdjusters.firstDayOfNextMonth());
    }

    private static LocalDate firstOfYearFrom(LocalDate day) {
        return day.getDayOfYear() == 1 ? day : day.with(TemporalAdjusters.firstDayOfNextYear());
    }

    private Sql byPrecision(
            UnaryOperator<LocalDate> month,
            UnaryOperator<LocalDate> year,
            UnaryOperator<LocalDate> day,
            LocalDate asOf) {
        Sql byDay = dueBy(day, asOf);
        if (reading.firstOfJanuaryIsYear()) {
            byDay = Sql.and(byDay, Sql.or(isFirstOfJanuary().not(), dueBy(year, asOf)));
        }
        if (precision.isEmpty()) {
            return byDay;
        }
        return Sql.or(
                Sql.and(is(precision.get(), "day"), byDay),
                Sql.and(is(precision.get(), "month"), dueBy(month, asOf)),
                Sql.and(is(precision.get(), "year"), dueBy(year, asOf)));
    }

    private Sql dueBy(UnaryOperator<LocalDate> eligible, LocalDate asOf) {
        return Bounds.latestDue(eligible, asOf).map(this::onOrBefore).orElse(Sql.FALSE);
    }

    private Sql isFirstOfJanuary() {
        return Sql.of("(extract(month from " + civil() + ") = 1 and extract(day from " + civil() + ") = 1)");
    }

    /** The column's day is the bound or an earlier one. */
    Sql onOrBefore(LocalDate bound) {
        if (reading.kind() == DateReading.Kind.DATE) {
            return Sql.of(column + " <= ?", bound);
        }
        Midnight next = Midnight.of(bound.plusDays(1), reading);
        Sql before = Sql.of(column + " < ?", next.last());
        return next.back() == null
                ? before
                : Sql.and(
                        before, Sql.of("not (" + column + " >= ? and " + column + " < ?)", next.first(), next.back()));
    }

    /** The column's day is the bound or a later one. */
    Sql onOrAfter(LocalDate bound) {
        if (reading.kind() == DateReading.Kind.DATE) {
            return Sql.of(column + " >= ?", bound);
        }
        Midnight start = Midnight.of(bound, reading);
        Sql after = Sql.of(column + " >= ?", start.first());
        return start.back() == null
                ? after
                : Sql.and(
                        after, Sql.of("not (" + column + " >= ? and " + column + " < ?)", start.back(), start.last()));
    }

    /** The civil day in the schedule's time zone; for comparing two columns, never for a rule. */
    private String civil() {
        String name = "'" + reading.zone().getId().replace("'", "") + "'";
        return switch (reading.kind()) {
            case DATE -> column;
            case TIMESTAMP_WITH_ZONE -> "(" + column + " at time zone " + name + ")::date";
            case TIMESTAMP_STORED_UTC -> "(" + column + " at time zone 'UTC' at time zone " + name + ")::date";
            case TIMESTAMP_STORED_LOCAL -> column + "::date";
        };
    }

    /** The first day that the date can be; minus infinity where it is not known. */
    Sql firstDay() {
        return dayOr("-infinity", "date_trunc('month', " + civil() + "::timestamp)::date", firstOfYear(), civil());
    }

    /** The last day that the date can be; infinity where it is not known. */
    Sql lastDay() {
        String lastOfYear = "make_date(extract(year from " + civil() + ")::int, 12, 31)";
        String day = reading.firstOfJanuaryIsYear()
                ? "case when " + isFirstOfJanuary().text() + " then " + lastOfYear + " else " + civil() + " end"
                : civil();
        return dayOr(
                "infinity",
                "(date_trunc('month', " + civil() + "::timestamp) + interval '1 month')::date - 1",
                lastOfYear,
                day);
    }

    private String firstOfYear() {
        return "make_date(extract(year from " + civil() + ")::int, 1, 1)";
    }

    private Sql dayOr(String unknown, String month, String year, String day) {
        String value = precision
                .map(p -> "case lower(" + p + "::text) when 'month' then " + month + " when 'year' then " + year
                        + " else " + day + " end")
                .orElse(day);
        return Sql.concat("case when ", known(), " then ", value, " else '", unknown, "'::date end");
    }

    /** True where this date certainly comes before the other. */
    Sql certainlyBefore(DateColumn other) {
        return Sql.concat("(", lastDay(), " < ", other.firstDay(), ")");
    }

    private static LocalDate lastOfMonth(LocalDate day) {
        return day.with(TemporalAdjusters.lastDayOfMonth());
    }

    private static LocalDate lastOfYear(LocalDate day) {
        return day.with(TemporalAdjusters.lastDayOfYear());
    }
}
