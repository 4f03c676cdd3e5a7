package org.keepuntil.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.control.Run;
import org.keepuntil.job.NightResult;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.ForecastSpan;
import org.keepuntil.plan.Forecaster;
import org.keepuntil.report.Outlook;

/** Makes the forecasts for the reports of a night. */
final class Outlooks {
    private static final int MONTHS = 24;

    private final Workplace place;
    private final Console console;
    private final Map<Long, Outlook> byRun = new HashMap<>();
    private Optional<Forecast> last = Optional.empty();

    Outlooks(Workplace place, Console console) {
        this.place = place;
        this.console = console;
    }

    /**
     * What falls due in the months after a run, as of its own day. Whatever goes wrong with it, the run is over and recorded, so that is
     * said and no more; and a run that was told to stop is not kept waiting by it.
     *
     * @param done how many records it disposed of: after none, what was foretold after the run before it still holds
     */
    Outlook after(Run run, NightResult result, long done) {
        Outlook outlook = result == NightResult.STOPPED ? new Outlook.LeftOut() : still(run, done);
        byRun.put(run.id(), outlook);
        return outlook;
    }

    /** The same again, for a report that is written once more. */
    Outlook again(Run run) {
        return byRun.getOrDefault(run.id(), new Outlook.LeftOut());
    }

    private Outlook still(Run run, long done) {
        Optional<Forecast> before =
                last.filter(forecast -> done == 0 && forecast.asOf().equals(run.asOf()));
        return before.isPresent() ? new Outlook.Made(before.get()) : make(run);
    }

    private Outlook make(Run run) {
        try (WatchedProgress progress = new WatchedProgress("Forecast of ", console)) {
            Forecast forecast = Forecaster.of(place.database(), place.workload())
                    .forecast(run.asOf(), ForecastSpan.months(run.asOf(), MONTHS), List.of(), progress);
            last = Optional.of(forecast);
            return new Outlook.Made(forecast);
        } catch (RuntimeException e) {
            console.remark("The forecast for the report of run " + run.id()
                    + " could not be computed; `keepuntil forecast` says why.");
            return new Outlook.Failed();
        }
    }
}
