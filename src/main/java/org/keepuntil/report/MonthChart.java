package org.keepuntil.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.plan.ForecastSpan;
import org.keepuntil.plan.Scale;

/**
 * Columns for the months in which the records of a class fall due, and the table below them. Positions across are in per cent of the
 * picture's width, positions down in pixels.
 *
 * @param id unique on the page
 * @param drawn whether any record falls due in the months
 * @param description every number in it, for those who hear it
 * @param half the label of the line half-way up, and {@code full} of the one at the top
 */
record MonthChart(
        String id,
        String title,
        String total,
        boolean drawn,
        String within,
        String already,
        String later,
        String without,
        boolean anyStopped,
        String description,
        String half,
        String full,
        List<Month> months) {
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter LETTER = DateTimeFormatter.ofPattern("MMMMM", Locale.UK);

    /**
     * A month.
     *
     * @param letter its initial
     * @param year where it is the first that is shown of its year, else empty
     * @param stopped how many of the records are on hold or referred to; they are drawn at the foot of the column
     */
    record Month(
            String name,
            String letter,
            String year,
            String records,
            String stopped,
            String x,
            String width,
            String middle,
            String y,
            String height,
            String stoppedY,
            String stoppedHeight) {}

    static MonthChart of(String id, ClassForecast found, List<ForecastSpan> spans) {
        long greatest =
                found.days().spans().stream().mapToLong(Share::records).max().orElse(0);
        long full = Scale.upTo(greatest);
        List<Month> months = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            months.add(month(spans.get(i), found.days().spans().get(i), i, spans.size(), full));
        }
        long without = found.total() - found.days().all().records();
        return new MonthChart(
                id,
                found.title(),
                Words.number(found.total()),
                greatest > 0,
                Words.records(found.days().within().records()),
                Words.records(found.days().already().records()),
                Words.number(found.days().later().records()),
                Words.number(without),
                stopped(found.days().within()) > 0,
                describe(spans, found.days().spans()),
                Words.number(full / 2),
                Words.number(full),
                months);
    }

    private static Month month(ForecastSpan span, Share share, int index, int of, long full) {
        Column column = Column.of(index, of, share.records(), full);
        Column stopped = Column.of(index, of, Math.min(share.records(), stopped(share)), full);
        LocalDate first = span.last().withDayOfMonth(1);
        return new Month(
                LONG.format(first),
                LETTER.format(first),
                isYearShown(index, first.getMonthValue()) ? Integer.toString(first.getYear()) : "",
                Words.number(share.records()),
                Words.number(stopped(share)),
                column.x(),
                column.width(),
                column.middle(),
                column.y(),
                column.height(),
                stopped.y(),
                stopped.height());
    }

    /** At each January, and at the first month unless the year after would be written over it. */
    private static boolean isYearShown(int index, int month) {
        return month == 1 || (index == 0 && month < 10);
    }

    private static long stopped(Share share) {
        return share.held() + share.referredTo();
    }

    private static String describe(List<ForecastSpan> spans, List<Share> shares) {
        StringBuilder words = new StringBuilder("A column for each month. ");
        for (int i = 0; i < spans.size(); i++) {
            words.append(LONG.format(spans.get(i).last()))
                    .append(": ")
                    .append(Words.number(shares.get(i).records()))
                    .append(". ");
        }
        return words.toString().strip();
    }
}
