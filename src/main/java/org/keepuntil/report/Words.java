package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, days and times as the report writes them, wherever the machine stands. */
final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.UK);

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

    private Words() {}

    static String number(long number) {
        return String.format(Locale.UK, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    static String records(long number) {
        return count(number, "record", "records");
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String month(LocalDate day) {
        return MONTH.format(day);
    }

    /** With zone and offset, because an hour of autumn comes twice. */
    static String time(Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        String offset = time.getOffset().getId().replace("Z", "+00:00");
        return "%s %s (UTC%s)".formatted(TIME.format(time), zone.getId(), offset);
    }

    /** A part of a whole in per cent; never "0%" of something that is there. */
    static String share(long part, long whole) {
        if (whole <= 0 || part <= 0) {
            return "0%";
        }
        double percent = 100.0 * part / whole;
        if (percent < 0.1) {
            return "under 0.1%";
        }
        if (part < whole && percent > 99.9) {
            return "over 99.9%";
        }
        return String.format(Locale.UK, "%.1f%%", percent);
    }

    /** At most so many characters; what is cut off ends in three points. */
    static String shortened(String words, int most) {
        int space = words.lastIndexOf(' ', most);
        return words.length() <= most ? words : words.substring(0, space > 0 ? space : most) + " …";
    }

    static String capitalised(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
