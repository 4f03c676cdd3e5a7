package org.keepuntil.decide;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A date or a timestamp as PostgreSQL writes it in ISO style, taken apart. Years have four digits or more. */
record IsoText(
        LocalDate date, @Nullable LocalTime time, @Nullable ZoneOffset zone) {
    private static final Pattern FORM = Pattern.compile("(?<year>\\d{4,7})-(?<month>\\d\\d)-(?<day>\\d\\d)"
            + "(?:[ T](?<time>\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?)(?<zone>Z|[+-]\\d\\d(?::\\d\\d(?::\\d\\d)?)?)?)?"
            + "(?<bc> BC)?");

    /** The parts; empty for the two infinities and the years before Christ, which are no dates of a record. */
    static Optional<IsoText> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.equals("infinity") || text.equals("-infinity")) {
            return Optional.empty();
        }
        if (!parts.matches()) {
            throw notIso();
        }
        return parts.group("bc") == null ? Optional.of(of(parts)) : Optional.empty();
    }

    private static IsoText of(Matcher parts) {
        try {
            LocalDate date = LocalDate.of(number(parts, "year"), number(parts, "month"), number(parts, "day"));
            String time = parts.group("time");
            String zone = parts.group("zone");
            return new IsoText(
                    date, time == null ? null : LocalTime.parse(time), zone == null ? null : ZoneOffset.of(zone));
        } catch (DateTimeException impossible) {
            // The cause would repeat the text, which is personal data.
            throw notIso();
        }
    }

    private static int number(Matcher parts, String name) {
        return Integer.parseInt(parts.group(name));
    }

    /** The date; there must be no time. */
    LocalDate dateOnly() {
        if (time != null) {
            throw notIso();
        }
        return date;
    }

    /** Date and time; there must be no zone. */
    LocalDateTime stored() {
        if (zone != null) {
            throw notIso();
        }
        return withoutZone();
    }

    /** Date and time, as they stand in whatever zone. */
    LocalDateTime withoutZone() {
        if (time == null) {
            throw notIso();
        }
        return date.atTime(time);
    }

    /** The offset from UTC; there must be one. */
    ZoneOffset offset() {
        if (zone == null) {
            throw notIso();
        }
        return zone;
    }

    private static IllegalArgumentException notIso() {
        return new IllegalArgumentException(
                "a date was not written as expected: the session needs datestyle ISO, and the column the type that was bound");
    }
}
