package org.keepuntil.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Gauges in Prometheus' text format 0.0.4 (<a href="https://prometheus.io/docs/instrumenting/exposition_formats/">exposition
 * formats</a>), as a textfile collector reads it: each metric with what it means and its type, then its samples.
 */
final class Prometheus {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> everywhere;

    /** @param everywhere labels that each sample has; one without a value is left out, for empty and absent are the same */
    Prometheus(Map<String, String> everywhere) {
        this.everywhere = everywhere;
    }

    /** Begins a metric; its samples follow. */
    Prometheus gauge(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
        return this;
    }

    /** A sample of the metric that was begun last. */
    Prometheus sample(String name, Map<String, String> labels, Number value) {
        Map<String, String> all = new TreeMap<>(everywhere);
        all.putAll(labels);
        StringJoiner written = new StringJoiner(",", "{", "}").setEmptyValue("");
        all.forEach((label, words) -> {
            if (!words.isEmpty()) {
                written.add(label + "=\"" + escaped(words).replace("\"", "\\\"") + '"');
            }
        });
        text.append(name).append(written).append(' ').append(number(value)).append('\n');
        return this;
    }

    /** A metric with one sample. */
    Prometheus one(String name, String help, Number value) {
        return gauge(name, help).sample(name, Map.of(), value);
    }

    /** A sample that is written already. */
    Prometheus line(String line) {
        text.append(line).append('\n');
        return this;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(Number value) {
        return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
