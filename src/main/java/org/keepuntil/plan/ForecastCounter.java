package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Days;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.BothEvaluators;
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
        for (Rule rule : work.rules()) {
            for (int stage = 1; stage <= rule.stages().size() && !rule.onlyFlags(); stage++) {
                slots(NextAct.of(rule, stage));
            }
        }
    }

    Work work() {
        return work;
    }

    private Slots slots(NextAct act) {
        return rules.computeIfAbsent(act, each -> new Slots());
    }

    void add(BothEvaluators.Found record, long records) {
        total += records;
        Decision decision = record.decision();
        Optional<LocalDate> day = FallsDue.on(decision);
        if (day.isPresent()) {
            slots(NextAct.of(decision, record.facts()).orElseThrow())
                    .add(slot(day.get()), Share.of(record.standing(), records));
        } else if (FallsDue.isUnknown(decision)) {
            notKnown += records;
        } else {
            without.merge(decision.status(), records, Long::sum);
        }
    }

    /** 0 for what is due already, then one for each span, then one for what comes later. */
    private int slot(LocalDate day) {
        if (!day.isAfter(asOf)) {
            return 0;
        }
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (!day.isAfter(spans.get(middle).last())) {
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
            NextAct act = entry.getKey();
            lines.add(new Line(act.rule(), act.stage(), act.then().word(), days));
            all = all.plus(days);
        }
        return new ClassForecast(work.name(), work.recordClass().title(), total, all, lines, notKnown, without);
    }

    /** The counts of one rule. */
    private final class Slots {
        private final List<Share> shares = new ArrayList<>(Collections.nCopies(spans.size() + 2, Share.NONE));

        void add(int slot, Share share) {
            shares.set(slot, shares.get(slot).plus(share));
        }

        Days days() {
            return new Days(shares.get(0), shares.subList(1, shares.size() - 1), shares.get(shares.size() - 1));
        }
    }
}
