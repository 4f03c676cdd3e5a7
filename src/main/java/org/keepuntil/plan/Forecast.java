package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;

/**
 * What falls due, and when, if nothing happens to the records meanwhile: judged by what is known of them as of a day. A record counts
 * once, on the day of what is done to it next.
 *
 * @param spans the months or years that are told apart, one after the other
 */
public record Forecast(LocalDate asOf, List<ForecastSpan> spans, List<ClassForecast> classes) {
    public Forecast {
        spans = List.copyOf(spans);
        classes = List.copyOf(classes);
    }

    /**
     * A number of records.
     *
     * @param held those of them that a hold covers now
     * @param referredTo those of the others to which a record that stays refers now
     */
    public record Share(long records, long held, long referredTo) {
        public static final Share NONE = new Share(0, 0, 0);

        /** So many records of which the same is known. */
        static Share of(Standing standing, long records) {
            return new Share(
                    records, standing.held() ? records : 0, !standing.held() && standing.referredTo() ? records : 0);
        }

        public Share plus(Share other) {
            return new Share(records + other.records, held + other.held, referredTo + other.referredTo);
        }

        /** Those in whose way neither a hold nor a reference stands now. */
        public long clear() {
            return records - held - referredTo;
        }
    }

    /**
     * The records that have a day.
     *
     * @param already due as of the day of the forecast
     * @param spans one for each span of the forecast
     * @param later after the last span
     */
    public record Days(Share already, List<Share> spans, Share later) {
        public Days {
            spans = List.copyOf(spans);
        }

        static Days none(int spans) {
            return new Days(
                    Share.NONE,
                    IntStream.range(0, spans).mapToObj(i -> Share.NONE).toList(),
                    Share.NONE);
        }

        Days plus(Days other) {
            List<Share> sums = IntStream.range(0, spans.size())
                    .mapToObj(i -> spans.get(i).plus(other.spans.get(i)))
                    .toList();
            return new Days(already.plus(other.already), sums, later.plus(other.later));
        }

        /** All spans together. */
        public Share within() {
            return spans.stream().reduce(Share.NONE, Share::plus);
        }

        public Share all() {
            return already.plus(within()).plus(later);
        }
    }

    /**
     * The records on which a rule acts next.
     *
     * @param stage of the rule, from 1
     * @param act what becomes of them on their day, in the word of the schedule
     */
    public record Line(String rule, int stage, String act, Days days) {}

    /**
     * The records of a class.
     *
     * @param lines each stage of each rule that competes, in the order of the schedule
     * @param notKnown records that have no day because something is not known
     * @param without records that have no day by their status, such as those that are open
     */
    public record ClassForecast(
            String name,
            String title,
            long total,
            Days days,
            List<Line> lines,
            long notKnown,
            Map<Status, Long> without) {
        public ClassForecast {
            lines = List.copyOf(lines);
            Map<Status, Long> copy = new EnumMap<>(Status.class);
            copy.putAll(without);
            without = Collections.unmodifiableMap(copy);
            long sum = days.all().records()
                    + notKnown
                    + without.values().stream().mapToLong(Long::longValue).sum();
            if (sum != total) {
                throw new IllegalStateException("the forecast of " + name + " adds up to " + sum + ", not to " + total);
            }
        }
    }

    /** All classes together. */
    public Days days() {
        return classes.stream().map(ClassForecast::days).reduce(Days.none(spans.size()), Days::plus);
    }
}
