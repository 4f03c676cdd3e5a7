package org.keepuntil.decide;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.decide.DateValue.Gap;

/**
 * Reads what a record knows of a day from the text that PostgreSQL gives for it (ISO style, session time zone UTC). The time zones
 * of database, session and JVM never matter.
 *
 * @param zone the time zone of the schedule, in whose civil dates everything is reckoned
 * @param required whether no value is a gap in the data instead of something that has not happened yet
 * @param firstOfJanuaryIsYear whether 1 January stands for "some day of that year"
 * @param placeholders days that stand for "not known"
 */
public record DateReading(
        Kind kind, ZoneId zone, boolean required, boolean firstOfJanuaryIsYear, Set<LocalDate> placeholders) {
    public DateReading {
        placeholders = Set.copyOf(placeholders);
    }

    /** What the text stands for: the type of the column and, without a time zone in it, how it was stored. */
    public enum Kind {
        DATE,
        TIMESTAMP_WITH_ZONE,
        TIMESTAMP_STORED_UTC,
        TIMESTAMP_STORED_LOCAL
    }

    /**
     * What is known.
     *
     * @param raw the value, or null where there is none
     * @param precision {@code day}, {@code month} or {@code year} in any case; null counts as day
     * @throws IllegalArgumentException if the text is not as PostgreSQL writes this kind in ISO style; the message does not repeat it
     */
    public DateValue read(@Nullable String raw, @Nullable String precision) {
        if (raw == null) {
            return required ? new DateValue.Unknown(Gap.NO_VALUE) : new DateValue.NotYet();
        }
        return IsoText.parse(raw)
                .map(text -> of(civilDate(text), precision))
                .orElseGet(() -> new DateValue.Unknown(Gap.NOT_A_DATE));
    }

    private LocalDate civilDate(IsoText text) {
        return switch (kind) {
            case DATE -> text.dateOnly();
            case TIMESTAMP_WITH_ZONE -> civilDate(text.withoutZone(), text.offset());
            case TIMESTAMP_STORED_UTC -> civilDate(text.stored(), ZoneOffset.UTC);
            case TIMESTAMP_STORED_LOCAL -> text.stored().toLocalDate();
        };
    }

    private LocalDate civilDate(LocalDateTime time, ZoneOffset offset) {
        return time.atOffset(offset).atZoneSameInstant(zone).toLocalDate();
    }

    private DateValue of(LocalDate date, @Nullable String precision) {
        if (placeholders.contains(date)) {
            return new DateValue.Unknown(Gap.PLACEHOLDER);
        }
        if (!Rulings.isPlausible(date)) {
            return new DateValue.Unknown(Gap.NOT_A_DATE);
        }
        return interval(date, precision)
                .<DateValue>map(DateValue.Known::new)
                .orElseGet(() -> new DateValue.Unknown(Gap.IMPRECISE));
    }

    private Optional<Interval> interval(LocalDate date, @Nullable String precision) {
        String known = precision == null ? "day" : precision.toLowerCase(Locale.ROOT);
        return switch (known) {
            case "day" ->
                Optional.of(firstOfJanuaryIsYear && date.getDayOfYear() == 1 ? year(date) : Interval.on(date));
            case "month" -> Optional.of(month(date));
            case "year" -> Optional.of(year(date));
            default -> Optional.empty();
        };
    }

    private static Interval month(LocalDate date) {
        YearMonth month = YearMonth.from(date);
        return Interval.between(month.atDay(1), month.atEndOfMonth());
    }

    private static Interval year(LocalDate date) {
        return Interval.between(LocalDate.of(date.getYear(), 1, 1), LocalDate.of(date.getYear(), 12, 31));
    }
}
