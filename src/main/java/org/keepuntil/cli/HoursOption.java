package org.keepuntil.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options {@code --stop-at} and {@code --for}: the hours that work may use. */
final class HoursOption {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm 'on' yyyy-MM-dd", Locale.ROOT);

    @Option(
            names = "--stop-at",
            paramLabel = "HH:MM",
            converter = TimeConverter.class,
            description = {
                "Stop between two batches or acts when it is next this time of day, written 06:00, in the schedule's time zone."
                        + " The next time goes on from there."
            })
    private @Nullable LocalTime stopAt;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Stop between two batches or acts after this time: 2h, 90m or 1h30m. With --stop-at, the earlier of the two.")
    private @Nullable Duration length;

    /**
     * The hours, which begin now.
     *
     * @param zones of the schedules; where they have several, the first of them to have that time ends the hours
     */
    Window from(Clock clock, Collection<ZoneId> zones, BooleanSupplier signal) {
        Instant now = clock.instant();
        Stream<Window.End> stops = stopAt == null ? Stream.of() : zones.stream().map(zone -> next(now, stopAt, zone));
        Stream<Window.End> lengths = length == null
                ? Stream.of()
                : zones.stream().limit(1).map(zone -> end(now.plus(length).atZone(zone), "--for"));
        Window.End end = Stream.concat(stops, lengths)
                .min(Comparator.comparing(Window.End::at))
                .orElse(null);
        return new Window(signal, clock, end);
    }

    /**
     * The next time that a clock on the wall shows it. In the autumn an hour is shown twice, and the first that is still to come counts; a
     * time that is skipped in spring comes an hour later.
     */
    private static Window.End next(Instant now, LocalTime time, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return Stream.of(today, today.plusDays(1))
                .flatMap(day -> Stream.of(
                        day.atTime(time).atZone(zone),
                        day.atTime(time).atZone(zone).withLaterOffsetAtOverlap()))
                .filter(at -> at.toInstant().isAfter(now))
                .findFirst()
                .map(at -> end(at, "--stop-at"))
                .orElseThrow();
    }

    private static Window.End end(ZonedDateTime at, String option) {
        return new Window.End(
                at.toInstant(), "at " + MINUTE.format(at) + " (" + at.getZone() + "), as " + option + " asks");
    }

    /** A time of day with hours from 0 to 23. */
    static final class TimeConverter implements ITypeConverter<LocalTime> {
        private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])");

        @Override
        public LocalTime convert(String value) {
            Matcher time = TIME.matcher(value);
            if (!time.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not a time of day; write hours and minutes, for instance 06:00 or 23:30");
            }
            return LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)));
        }
    }

    /** Hours and minutes. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        private static final Pattern LENGTH = Pattern.compile("(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m(?:in)?)?");

        @Override
        public Duration convert(String value) {
            Matcher length = LENGTH.matcher(value.toLowerCase(Locale.ROOT).replace(" ", ""));
            Duration found = length.matches()
                    ? Duration.ofHours(number(length.group(1))).plusMinutes(number(length.group(2)))
                    : Duration.ZERO;
            if (found.isZero()) {
                throw new TypeConversionException("'" + value
                        + "' is not a length of time; write hours and minutes, for instance 2h, 90m or 1h30m");
            }
            return found;
        }

        private static long number(@Nullable String digits) {
            return digits == null ? 0 : Long.parseLong(digits);
        }
    }
}
