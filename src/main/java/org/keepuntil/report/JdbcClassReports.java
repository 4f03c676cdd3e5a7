package org.keepuntil.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.control.Run;
import org.keepuntil.decide.Status;
import org.keepuntil.report.FrozenSchedules.FrozenClass;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of each class in a run, as the control schema has it. */
final class JdbcClassReports {
    private final JdbcTemplate jdbc;
    private final Run run;
    private final JdbcRunRows rows;

    JdbcClassReports(JdbcTemplate jdbc, Run run, JdbcRunRows rows) {
        this.jdbc = jdbc;
        this.run = run;
        this.rows = rows;
    }

    /** In the order of the schedules. */
    List<ClassReport> read(FrozenSchedules schedules) {
        Map<String, List<ClassReport.FlagCount>> flags = rows.flags();
        return schedules.schedules().stream()
                .flatMap(schedule -> schedule.classes().stream())
                .flatMap(frozen -> read(frozen, flags.getOrDefault(frozen.name(), List.of())).stream())
                .toList();
    }

    private Optional<ClassReport> read(FrozenClass frozen, List<ClassReport.FlagCount> flags) {
        return jdbc
                .query(
                        "select total, statuses::text from keepuntil.plan_class where run = ? and class = ?",
                        (row, n) -> new ClassReport(
                                frozen.name(),
                                frozen.title(),
                                row.getLong(1),
                                statuses(row.getString(2)),
                                rules(frozen),
                                outcomes(frozen),
                                components(frozen),
                                flags),
                        run.id(),
                        frozen.name())
                .stream()
                .findFirst();
    }

    private static Map<Status, Long> statuses(String json) {
        Map<Status, Long> statuses = new EnumMap<>(Status.class);
        JsonNode counts = JsonMapper.shared().readTree(json);
        counts.propertyNames()
                .forEach(word ->
                        statuses.put(Status.ofWord(word), counts.path(word).asLong()));
        return statuses;
    }

    /** A stage is reported like a rule: it has a period, an act and a count of its own. */
    private List<RuleReport> rules(FrozenClass frozen) {
        Map<String, List<RuleReport>> found = new LinkedHashMap<>();
        jdbc.query(
                """
                select rule, stage, count(*) over (partition by rule), phrase, act, authority, due from keepuntil.plan_rule
                where run = ? and class = ? order by rule, stage""",
                row -> {
                    String rule = row.getString(1);
                    found.computeIfAbsent(rule, r -> new ArrayList<>())
                            .add(new RuleReport(
                                    row.getInt(3) == 1 ? rule : rule + ", stage " + row.getInt(2),
                                    row.getString(4),
                                    Optional.of(
                                            Disposal.valueOf(row.getString(5).toUpperCase(Locale.ROOT))),
                                    Optional.of(row.getString(6)).filter(words -> !words.isEmpty()),
                                    row.getLong(7)));
                },
                run.id(),
                frozen.name());
        return frozen.rules().stream()
                .flatMap(rule -> found.getOrDefault(rule, List.of()).stream())
                .toList();
    }

    private Outcomes outcomes(FrozenClass frozen) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        jdbc.query(
                "select outcome, count(*) from keepuntil.outcome where run = ? and class = ? group by outcome",
                row -> {
                    counts.put(JdbcRunRows.outcome(row.getString(1)), row.getLong(2));
                },
                run.id(),
                frozen.name());
        return jdbc
                .query(
                        "select planned, done from keepuntil.progress where run = ? and class = ?",
                        (row, n) -> {
                            long planned = row.getLong(1);
                            counts.put(Outcome.DONE, row.getLong(2));
                            long told = counts.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum();
                            counts.merge(Outcome.NOT_REACHED, planned - told, Long::sum);
                            return new Outcomes(planned, counts);
                        },
                        run.id(),
                        frozen.name())
                .stream()
                .findFirst()
                .orElseGet(() -> new Outcomes(0, Map.of()));
    }

    private List<ComponentCount> components(FrozenClass frozen) {
        Map<String, ComponentCount> found = new LinkedHashMap<>();
        jdbc.query(
                """
                select table_name, action, rows from keepuntil.progress_component
                where run = ? and class = ? and table_name is distinct from ? order by table_name, action""",
                row -> {
                    boolean removed = row.getString(2).equals("removed");
                    long count = row.getLong(3);
                    ComponentCount more =
                            new ComponentCount(row.getString(1), removed ? count : 0, removed ? 0 : count);
                    found.merge(
                            more.table(),
                            more,
                            (a, b) -> new ComponentCount(
                                    a.table(), a.removed() + b.removed(), a.unlinked() + b.unlinked()));
                },
                run.id(),
                frozen.name(),
                frozen.table());
        return new ArrayList<>(found.values());
    }
}
