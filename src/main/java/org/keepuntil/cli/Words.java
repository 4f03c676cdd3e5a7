package org.keepuntil.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Numbers with their nouns, the same wherever the program runs. */
final class Words {
    private Words() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** The day of a moment, in UTC. */
    static String day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    static String records(long number) {
        return count(number, "record", "records");
    }
}
