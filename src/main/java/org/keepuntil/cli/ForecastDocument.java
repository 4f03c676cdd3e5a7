package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.keepuntil.plan.Forecast;
import org.keepuntil.plan.Forecast.ClassForecast;
import org.keepuntil.plan.Forecast.Days;
import org.keepuntil.plan.Forecast.Line;
import org.keepuntil.plan.Forecast.Share;
import org.keepuntil.plan.ForecastSpan;

/** A forecast for a program. */
record ForecastDocument(String asOf, String by, DaysDocument all, List<ClassDocument> classes) {
    record SpanDocument(String when, String first, String last, long records, long held, long referredTo) {}

    record DaysDocument(Share already, List<SpanDocument> spans, Share later) {
        private static DaysDocument of(Days days, List<ForecastSpan> spans) {
            return new DaysDocument(
                    days.already(),
                    IntStream.range(0, spans.size())
                            .mapToObj(i -> span(spans.get(i), days.spans().get(i)))
                            .toList(),
                    days.later());
        }

        private static SpanDocument span(ForecastSpan span, Share share) {
            return new SpanDocument(
                    span.label(),
                    span.first().toString(),
                    span.last().toString(),
                    share.records(),
                    share.held(),
                    share.referredTo());
        }
    }

    record RuleDocument(String id, int stage, String then, DaysDocument due) {}

    record ClassDocument(
            @JsonProperty("class") String name,
            long total,
            DaysDocument due,
            long notKnown,
            Map<String, Long> withoutDay,
            List<RuleDocument> rules) {}

    static ForecastDocument of(Forecast forecast, ForecastVerb.Span by) {
        return new ForecastDocument(
                forecast.asOf().toString(),
                by.word(),
                DaysDocument.of(forecast.days(), forecast.spans()),
                forecast.classes().stream()
                        .map(found -> document(found, forecast.spans()))
                        .toList());
    }

    private static ClassDocument document(ClassForecast found, List<ForecastSpan> spans) {
        Map<String, Long> without = new LinkedHashMap<>();
        found.without().forEach((status, count) -> without.put(status.word(), count));
        return new ClassDocument(
                found.name(),
                found.total(),
                DaysDocument.of(found.days(), spans),
                found.notKnown(),
                without,
                found.lines().stream().map(line -> document(line, spans)).toList());
    }

    private static RuleDocument document(Line line, List<ForecastSpan> spans) {
        return new RuleDocument(line.rule(), line.stage(), line.act(), DaysDocument.of(line.days(), spans));
    }
}
