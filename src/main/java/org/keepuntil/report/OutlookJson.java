package org.keepuntil.report;

import java.util.List;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.plan.ForecastSpan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part {@code forecast} of {@link RunJson}. */
final class OutlookJson {
    private OutlookJson() {}

    static void put(ObjectNode root, Outlook outlook) {
        root.putNull("forecast");
        if (outlook instanceof Outlook.Failed) {
            root.putObject("forecast").put("computed", false);
        } else if (outlook instanceof Outlook.Made made) {
            Forecast forecast = made.forecast();
            ObjectNode node = root.putObject("forecast")
                    .put("computed", true)
                    .put("asOf", forecast.asOf().toString());
            ArrayNode classes = node.putArray("classes");
            forecast.classes().forEach(found -> recordClass(classes.addObject(), found, forecast.spans()));
        }
    }

    private static void recordClass(ObjectNode node, ClassForecast found, List<ForecastSpan> spans) {
        node.put("class", found.name()).put("total", found.total());
        node.put("already", found.days().already().records());
        ArrayNode months = node.putArray("months");
        for (int i = 0; i < spans.size(); i++) {
            Share share = found.days().spans().get(i);
            months.addObject()
                    .put("month", spans.get(i).label())
                    .put("records", share.records())
                    .put("held", share.held())
                    .put("referredTo", share.referredTo());
        }
        node.put("later", found.days().later().records());
        node.put("withoutDay", found.total() - found.days().all().records());
    }
}
