package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.calendar.Day;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Days;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.sql.Workload.Work;

/** Counts the records of a class by the day that each of them falls due. */
final class ForecastCounter {
    private final Work work;
    private final LocalDate asOf;
    private final List<ForecastSpan> spans;
    private final Map<NextAct, Slots> rules = new LinkedHashMap<>();
    private final Map<Status, Long> without = new EnumMap<>(Status.class);
    private long total;
    private long notKnown;

    ForecastCounter(Work work, LocalDate asOf, List<ForecastSpan> spans) {
        this.work = work;
        this.asOf = asOf;
        this.spans = spans;
        work.rules().stream()
                .filter(rule -> !rule.onlyFlags())
                .map(NextAct::ofRule)
                .forEach(this::slots);
    }

    Work work() {
        return work;
    }

    private Slots slots(NextAct act) {
        return rules.computeIfAbsent(act, each -> new Slots());
    }

    void add(Listed record) {
        total++;
        Decision decision = record.decision();
        if (!hasDay(decision.status())) {
            without.merge(decision.status(), 1L, Long::sum);
            return;
        }
        Day day = decision.interval().latest();
        if (day.equals(Day.NEVER)) {
            notKnown++;
        } else {
            slots(NextAct.of(decision)).add(slot(day), record.standing());
        }
    }

    /** Whether time alone brings the record's day. An open one's may be near, but nobody can say how near. */
    private static boolean hasDay(Status status) {
        return switch (status) {
            case UNSCHEDULED, PERMANENT, ANONYMISED, PSEUDONYMISED, REDACTED, OPEN, CONFLICT -> false;
            case RETAINED, UNDETERMINED, HELD, REFERRED_TO, IN_REVIEW, IN_NOTICE, AWAITING_APPROVAL, DUE -> true;
        };
    }

    /** 0 for what is due already, then one for each span, then one for what comes later. */
    private int slot(Day day) {
        if (day.isOnOrBefore(asOf)) {
            return 0;
        }
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (day.isOnOrBefore(spans.get(middle).last())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low + 1;
    }

    ClassForecast result() {
        List<Line> lines = new ArrayList<>();
        Days all = Days.none(spans.size());
        for (Map.Entry<NextAct, Slots> entry : rules.entrySet()) {
            Days days = entry.getValue().days();
            lines.add(new Line(entry.getKey().rule(), entry.getKey().act().word(), days));
            all = all.plus(days);
        }
        return new ClassForecast(work.name(), work.recordClass().title(), total, all, lines, notKnown, without);
    }

    /** The counts of one rule. */
    private final class Slots {
        private final long[] records = new long[spans.size() + 2];
        private final long[] held = new long[spans.size() + 2];
        private final long[] referredTo = new long[spans.size() + 2];

        void add(int slot, Standing standing) {
            records[slot]++;
            if (standing.held()) {
                held[slot]++;
            } else if (standing.referredTo()) {
                referredTo[slot]++;
            }
        }

        Days days() {
            List<Share> shares = new ArrayList<>();
            for (int i = 0; i < records.length; i++) {
                shares.add(new Share(records[i], held[i], referredTo[i]));
            }
            return new Days(shares.get(0), shares.subList(1, shares.size() - 1), shares.get(shares.size() - 1));
        }
    }
}
