package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Path;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.FactValue;
import org.keepuntil.decide.Facts;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts records by the values that their rule names, in the transaction in which they go. */
final class Statistics {
    /** What stands for the values of a fact that has so many that they may tell whose record it is. */
    static final String ANY = "(one of many)";

    private static final int MOST_VALUES = 50;

    private final ClassRun run;
    private final JdbcTemplate jdbc;

    Statistics(ClassRun run, JdbcTemplate jdbc) {
        this.run = run;
        this.jdbc = jdbc;
    }

    private record Cell(Rule rule, List<@Nullable String> values) {}

    /** Counts those for which the act is the last that their rule asks. */
    void count(Set<Long> going, Map<Long, Reevaluation.Verdict> verdicts) {
        Map<Cell, Long> counts = new HashMap<>();
        for (Long n : going) {
            Reevaluation.Verdict verdict = Objects.requireNonNull(verdicts.get(n));
            Act act = verdict.act().orElseThrow();
            if (act.isLast() && !act.rule().statistics().isEmpty()) {
                counts.merge(new Cell(act.rule(), values(act.rule(), verdict.facts())), 1L, Long::sum);
            }
        }
        List<Object[]> rows = new ArrayList<>();
        counts.forEach((cell, records) -> rows.add(new Object[] {
            run.run().id(),
            run.name(),
            cell.rule().id(),
            cell.rule().statistics().toArray(String[]::new),
            cell.values().toArray(new @Nullable String[0]),
            records
        }));
        // always in the same order: several workers add to the same rows
        rows.sort(Comparator.comparing(row -> row[2] + Arrays.toString((Object[]) row[4])));
        jdbc.batchUpdate("""
                insert into keepuntil.statistic as s (run, class, rule, names, value, records) values (?, ?, ?, ?, ?, ?)
                on conflict (run, class, rule, value) do update set records = s.records + excluded.records""", rows);
    }

    private List<@Nullable String> values(Rule rule, Facts facts) {
        List<@Nullable String> values = new ArrayList<>();
        for (String name : rule.statistics()) {
            if (name.startsWith(Rule.YEAR_OF)) {
                values.add(year(facts.events().get(name.substring(Rule.YEAR_OF.length()))));
            } else {
                String value = text(facts.facts().get(name));
                values.add(value != null && run.wide().contains(name) ? ANY : value);
            }
        }
        return values;
    }

    private static @Nullable String year(@Nullable DateValue value) {
        if (!(value instanceof DateValue.Known known)) {
            return null;
        }
        Interval day = known.interval();
        boolean certain = day.earliest().isDate()
                && day.latest().isDate()
                && day.earliest().date().getYear() == day.latest().date().getYear();
        return certain ? Integer.toString(day.latest().date().getYear()) : null;
    }

    private static @Nullable String text(@Nullable FactValue value) {
        if (value instanceof FactValue.Text text) {
            return text.value();
        } else if (value instanceof FactValue.Numeric number) {
            return number.value().stripTrailingZeros().toPlainString();
        }
        return value instanceof FactValue.Truth truth ? (truth.value() ? "yes" : "no") : null;
    }

    /** The facts that have too many values to be counted by: free text is among them, and must not get into a table of numbers. */
    static Set<String> wide(Work work, JdbcTemplate jdbc) {
        Set<String> wide = new HashSet<>();
        for (Rule rule : work.rules()) {
            for (String name : rule.statistics()) {
                if (!name.startsWith(Rule.YEAR_OF)
                        && work.layout().fact(name) instanceof Layout.FactPath.Value value
                        && isWide(value.path(), jdbc)) {
                    wide.add(name);
                }
            }
        }
        return wide;
    }

    private static boolean isWide(Path path, JdbcTemplate jdbc) {
        Long values = jdbc.queryForObject(
                "select count(*) from (select distinct x."
                        + Identifier.quote(path.column().name()) + "::text from " + Identifier.of(path.end())
                        + " x limit " + (MOST_VALUES + 1) + ") v",
                Long.class);
        return values != null && values > MOST_VALUES;
    }
}
