package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.plan.Forecast;

/**
 * What falls due in the months to come, as the page shows it.
 *
 * @param day that it is counted as of
 */
record OutlookView(boolean made, boolean failed, boolean leftOut, String day, int months, List<MonthChart> charts) {
    static OutlookView of(Outlook outlook) {
        if (outlook instanceof Outlook.Made made) {
            Forecast forecast = made.forecast();
            List<MonthChart> charts = new ArrayList<>();
            for (int i = 0; i < forecast.classes().size(); i++) {
                charts.add(
                        MonthChart.of("outlook-" + (i + 1), forecast.classes().get(i), forecast.spans()));
            }
            return new OutlookView(
                    true,
                    false,
                    false,
                    Words.day(forecast.asOf()),
                    forecast.spans().size(),
                    charts);
        }
        boolean failed = outlook instanceof Outlook.Failed;
        return new OutlookView(false, failed, !failed, "", 0, List.of());
    }
}
