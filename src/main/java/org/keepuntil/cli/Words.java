package org.keepuntil.cli;

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

    static String records(long number) {
        return count(number, "record", "records");
    }
}
