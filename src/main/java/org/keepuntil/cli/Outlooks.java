package org.keepuntil.cli;

import java.util.List;
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

    Outlooks(Workplace place, Console console) {
        this.place = place;
        this.console = console;
    }

    /**
     * What falls due in the months after a run, as of its own day. Whatever goes wrong with it, the run is over and recorded, so that is
     * said and no more; and a run that was told to stop is not kept waiting by it.
     */
    Outlook after(Run run, NightResult result) {
        if (result == NightResult.STOPPED) {
            return new Outlook.LeftOut();
        }
        try (WatchedProgress progress = new WatchedProgress("Forecast of ", console)) {
            Forecast forecast = Forecaster.of(place.database(), place.workload())
                    .forecast(run.asOf(), ForecastSpan.months(run.asOf(), MONTHS), List.of(), progress);
            return new Outlook.Made(forecast);
        } catch (RuntimeException e) {
            console.remark("The forecast for the report of run " + run.id()
                    + " could not be computed; `keepuntil forecast` says why.");
            return new Outlook.Failed();
        }
    }
}
