package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;

/**
 * Foretells what falls due. Every record is looked at by both evaluators, as {@link Planner#list} does, and counted: so each has the day
 * and the rule that {@code plan --list} shows, and one pass serves any number of months.
 */
public final class Forecaster {
    private final DataSource database;
    private final Workload workload;

    private Forecaster(DataSource database, Workload workload) {
        this.database = database;
        this.workload = workload;
    }

    public static Forecaster of(DataSource database, Workload workload) {
        return new Forecaster(database, workload);
    }

    /**
     * The forecast from one snapshot; nothing is written.
     *
     * @param classes the classes wanted, all where empty
     * @throws org.keepuntil.sql.DisagreementException if the evaluators differ on a record
     */
    public Forecast forecast(LocalDate asOf, List<ForecastSpan> spans, List<String> classes, Watch watch) {
        Map<String, ForecastCounter> counters = new LinkedHashMap<>();
        workload.classes().stream()
                .filter(work -> classes.isEmpty() || classes.contains(work.name()))
                .forEach(work -> counters.put(work.name(), new ForecastCounter(work, asOf, spans)));
        Watched watched = new Watched(
                database, counters.values().stream().map(ForecastCounter::work).toList(), watch);
        new Snapshot(database).in(jdbc -> {
            Tally tally = new Tally(database);
            for (Work work :
                    workload.with(HoldsNow.read(jdbc, workload.holdGraceDays())).classes()) {
                ForecastCounter counter = counters.get(work.name());
                if (counter != null) {
                    tally.each(work, asOf, watched.records(work), (found, records) -> {
                        counter.add(found, records);
                        watched.saw(work, records);
                    });
                }
            }
            return true;
        });
        watched.end();
        return new Forecast(
                asOf,
                spans,
                counters.values().stream().map(ForecastCounter::result).toList());
    }
}
