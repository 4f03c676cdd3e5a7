package org.keepuntil.dispose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;

/** Has PostgreSQL write each value as one text, whatever the settings of the session are: the text that gives the same value when read. */
final class ExactText {
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>(Map.of(
            "TimeZone", "UTC",
            "DateStyle", "ISO, YMD",
            "IntervalStyle", "postgres",
            "bytea_output", "hex",
            "extra_float_digits", "1",
            "lc_monetary", "C"));

    private ExactText() {}

    /** The settings hold for the work alone; if that fails, so does the transaction of which they are part. */
    static <T> T during(JdbcTemplate jdbc, Supplier<T> work) {
        Map<String, String> before = new LinkedHashMap<>();
        SETTINGS.forEach((name, value) ->
                before.put(name, String.valueOf(jdbc.queryForObject("select current_setting(?)", String.class, name))));
        set(jdbc, SETTINGS);
        T result = work.get();
        set(jdbc, before);
        return result;
    }

    private static void set(JdbcTemplate jdbc, Map<String, String> settings) {
        settings.forEach((name, value) -> jdbc.query("select set_config(?, ?, true)", row -> {}, name, value));
    }
}
