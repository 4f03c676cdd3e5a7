package org.keepuntil.cli;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keepuntil.dispose.Pace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options {@code --stop-at}, {@code --for}, {@code --rate} and {@code --workers}: the hours that a run may use, and how fast it may go in them. */
final class WindowOption {
    @Mixin
    private HoursOption hours;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = RateConverter.class,
            description = "Look at so many records at most: 200/s, 5000/m (a minute) or 100000/h.")
    private @Nullable Double perSecond;

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = WorkersConverter.class,
            description =
                    "Work on so many batches at once, each on a connection of its own: 1 to 16. More than the database has"
                            + " processors to spare makes nothing faster. Default: 1.")
    private int workers = 1;

    /** The hours, which begin now. */
    Window from(Clock clock, Collection<ZoneId> zones, BooleanSupplier signal) {
        return hours.from(clock, zones, signal);
    }

    /** How fast a run may go. */
    Pace pace() {
        Pace pace = Pace.DEFAULT.by(workers);
        return perSecond == null ? pace : pace.atMost(perSecond);
    }

    /** How many workers there may be: each of them takes a connection. */
    static final class WorkersConverter implements ITypeConverter<Integer> {
        private static final Pattern NUMBER = Pattern.compile("[1-9]|1[0-6]");

        @Override
        public Integer convert(String value) {
            if (!NUMBER.matcher(value).matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not a number of workers from 1 to 16; write for instance 2");
            }
            return Integer.valueOf(value);
        }
    }

    /** Records a second; a minute or an hour may be named instead. */
    static final class RateConverter implements ITypeConverter<Double> {
        private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,8})/(s|m|h)");

        @Override
        public Double convert(String value) {
            Matcher rate = RATE.matcher(value.toLowerCase(Locale.ROOT).replace(" ", ""));
            if (!rate.matches()) {
                throw new TypeConversionException("'" + value
                        + "' is not a rate; write a number of records for each second, minute or hour, for instance 200/s,"
                        + " 5000/m or 100000/h");
            }
            int seconds = switch (rate.group(2)) {
                case "s" -> 1;
                case "m" -> 60;
                default -> 3600;
            };
            return Double.valueOf(rate.group(1)) / seconds;
        }
    }
}
