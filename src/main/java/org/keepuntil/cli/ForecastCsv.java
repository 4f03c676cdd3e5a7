package org.keepuntil.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;

/** A forecast for a spreadsheet: every record counted in one row, so that the rows add up to the classes. */
final class ForecastCsv {
    private final Csv csv;

    private ForecastCsv(Csv csv) {
        this.csv = csv;
    }

    static void write(Forecast forecast, Console console) {
        ForecastCsv rows = new ForecastCsv(new Csv(console.out())
                .row("class", "rule", "stage", "then", "when", "records", "of which held", "of which referred to"));
        forecast.classes().forEach(found -> rows.recordClass(forecast, found));
        console.out().flush();
    }

    private void recordClass(Forecast forecast, ClassForecast found) {
        for (Line line : found.lines()) {
            row(found, line, "already", line.days().already());
            for (int i = 0; i < forecast.spans().size(); i++) {
                row(
                        found,
                        line,
                        forecast.spans().get(i).label(),
                        line.days().spans().get(i));
            }
            row(found, line, "later", line.days().later());
        }
        row(found, null, "not known", new Share(found.notKnown(), 0, 0));
        for (Map.Entry<Status, Long> status : found.without().entrySet()) {
            row(found, null, status.getKey().word(), new Share(status.getValue(), 0, 0));
        }
    }

    private void row(ClassForecast found, @Nullable Line line, String when, Share share) {
        csv.row(
                found.name(),
                line == null ? null : line.rule(),
                line == null ? null : line.stage(),
                line == null ? null : line.act(),
                when,
                share.records(),
                line == null ? null : share.held(),
                line == null ? null : share.referredTo());
    }
}
