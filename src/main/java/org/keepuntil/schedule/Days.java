package org.keepuntil.schedule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Reads {@code 30 days}. */
final class Days {
    private static final Pattern DAYS = Pattern.compile("([0-9]{1,4}) days?", Pattern.CASE_INSENSITIVE);

    private static final Pattern WEEKS = Pattern.compile("([0-9]{1,3}) weeks?", Pattern.CASE_INSENSITIVE);

    private Days() {}

    static Optional<Integer> parse(String text, Node.Scalar at, String example, Problems problems) {
        Matcher matcher = DAYS.matcher(text);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
            return Optional.of(Integer.parseInt(matcher.group(1)));
        }
        Matcher weeks = WEEKS.matcher(text);
        String write =
                weeks.matches() ? ": " + 7 * Integer.parseInt(weeks.group(1)) + " days" : " for example: " + example;
        problems.error(at, "\"" + text + "\" is not a number of days", "Write" + write);
        return Optional.empty();
    }
}
