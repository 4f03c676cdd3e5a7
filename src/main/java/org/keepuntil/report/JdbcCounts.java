package org.keepuntil.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was counted in a run: records that went, by values, and records that are alike. */
final class JdbcCounts {
    private static final String NO_VALUE = "(no value)";

    private JdbcCounts() {}

    /** A rule each. */
    static List<Statistic> statistics(JdbcTemplate jdbc, Run run, String recordClass) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        Map<String, Map<List<String>, Long>> counts = new LinkedHashMap<>();
        jdbc.query(
                "select rule, names, value, records from keepuntil.statistic where run = ? and class = ? order by rule",
                row -> {
                    String rule = row.getString(1);
                    names.put(rule, List.of((String[]) row.getArray(2).getArray()));
                    counts.computeIfAbsent(rule, r -> new LinkedHashMap<>())
                            .merge(values((@Nullable String[]) row.getArray(3).getArray()), row.getLong(4), Long::sum);
                },
                run.id(),
                recordClass);
        List<Statistic> statistics = new ArrayList<>();
        counts.forEach((rule, cells) -> statistics.add(Statistic.of(rule, names.getOrDefault(rule, List.of()), cells)));
        return statistics;
    }

    private static List<String> values(@Nullable String[] values) {
        List<String> texts = new ArrayList<>();
        for (@Nullable String value : values) {
            texts.add(value == null ? NO_VALUE : value);
        }
        return texts;
    }

    static Optional<AnonymityTest> anonymity(JdbcTemplate jdbc, Run run, String recordClass) {
        return jdbc
                .query(
                        """
                        select k, columns, records, smallest_before, smallest_after, suppressed from keepuntil.anonymity
                        where run = ? and class = ?""",
                        (row, n) -> new AnonymityTest(
                                row.getInt(1),
                                List.of((String[]) row.getArray(2).getArray()),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)),
                        run.id(),
                        recordClass)
                .stream()
                .findFirst();
    }
}
