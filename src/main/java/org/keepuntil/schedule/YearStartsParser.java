package org.keepuntil.schedule;

import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads the days on which years start: {@code { financial: 04-01, academic: 09-01 }}. */
public final class YearStartsParser {
    private static final Pattern MONTH_DAY = Pattern.compile("\\d{2}-\\d{2}");
    private static final List<YearKind> MOVABLE = List.of(YearKind.FINANCIAL, YearKind.TAX, YearKind.ACADEMIC);

    private YearStartsParser() {}

    /** The starts, with those that the file does not name as given. */
    public static Optional<YearStarts> parse(Node node, YearStarts otherwise, Problems problems) {
        return Fields.of(node, "\"years\"", "{ financial: 04-01, tax: 04-06, academic: 09-01 }", problems)
                .map(fields -> {
                    YearStarts years = otherwise;
                    for (YearKind kind : MOVABLE) {
                        Optional<MonthDay> start = fields.scalar(word(kind)).flatMap(s -> monthDay(s, problems));
                        years = start.isPresent() ? years.with(kind, start.get()) : years;
                    }
                    calendar(fields, problems);
                    fields.finish();
                    return years;
                });
    }

    private static void calendar(Fields fields, Problems problems) {
        if (fields.has("calendar")) {
            fields.scalar("calendar")
                    .filter(s -> !Values.folded(s).equals("01-01"))
                    .ifPresent(s -> problems.error(s, "the calendar year starts on 01-01, always", ""));
        }
    }

    private static String word(YearKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<MonthDay> monthDay(Node.Scalar scalar, Problems problems) {
        String text = Values.folded(scalar);
        try {
            if (MONTH_DAY.matcher(text).matches()) {
                return Optional.of(MonthDay.parse("--" + text));
            }
        } catch (DateTimeException e) {
            // Not a day of any year: said below, as for every other text.
        }
        problems.error(scalar, "\"" + text + "\" is not a day of the year", "Write month-day: 04-06 is 6 April");
        return Optional.empty();
    }
}
