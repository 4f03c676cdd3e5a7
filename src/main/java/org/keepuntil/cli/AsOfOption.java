package org.keepuntil.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Refusal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --as-of}, for verbs that judge records as of a day: {@code @Mixin AsOfOption asOf}. */
public final class AsOfOption {
    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = Converter.class,
            description = "Judge as of this day, written 2026-11-22. Default: today in the schedule's time zone.")
    private @Nullable LocalDate day;

    /** The day to judge by. A later one than today is a what-if. */
    public LocalDate orToday(LocalDate today) {
        return day == null ? today : day;
    }

    /**
     * The day to dispose by.
     *
     * @throws UserError if it is after {@code today}: nothing is destroyed because of a day that has not come
     */
    public LocalDate notAfter(LocalDate today) {
        if (day != null && day.isAfter(today)) {
            throw Refusals.error(Refusal.Kind.FUTURE.with(day, today));
        }
        return orToday(today);
    }

    /** An ISO date with a year of four digits. */
    static final class Converter implements ITypeConverter<LocalDate> {
        private static final Pattern ISO = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

        @Override
        public LocalDate convert(String value) {
            if (!ISO.matcher(value).matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not a date; write year, month and day, for instance 2026-11-22");
            }
            try {
                return LocalDate.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("there is no day " + value);
            }
        }
    }
}
