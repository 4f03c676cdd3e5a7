package org.keepuntil.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.control.Run;
import org.keepuntil.decide.Status;
import org.keepuntil.report.FrozenSchedules.FrozenClass;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;
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
                                flags,
                                waiting(frozen),
                                JdbcCounts.statistics(jdbc, run, frozen.name()),
                                JdbcCounts.anonymity(jdbc, run, frozen.name())),
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
                select rule, stage, max(stage) over (partition by rule), phrase, act, authority, due from keepuntil.plan_rule
                where run = ? and class = ? order by rule, stage, act""",
                row -> {
                    String rule = row.getString(1);
                    found.computeIfAbsent(rule, r -> new ArrayList<>())
                            .add(new RuleReport(
                                    rule,
                                    row.getInt(3) == 1 ? Optional.empty() : Optional.of(row.getInt(2)),
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

    /** The list is brought up to date by each run, so it is that of this run until the next has begun. */
    private List<Waiting> waiting(FrozenClass frozen) {
        Map<String, Integer> decideWithin = frozen.decideWithin();
        if (decideWithin == null || run.state() != org.keepuntil.control.RunState.FINISHED) {
            return List.of();
        }
        Map<String, Waiting> waiting = new LinkedHashMap<>();
        jdbc.query(
                """
                select rule, since, count(*) from keepuntil.review
                where class = ? and not exists (select 1 from keepuntil.run where id > ?) group by rule, since""",
                row -> {
                    String rule = row.getString(1);
                    long count = row.getLong(3);
                    int days = decideWithin.getOrDefault(rule, Rule.DECIDE_WITHIN_DAYS);
                    LocalDate reported = Rulings.after(row.getObject(2, LocalDate.class), new Span(0, days));
                    waiting.merge(
                            rule,
                            new Waiting(rule, days, count, reported.isAfter(run.asOf()) ? 0 : count),
                            (a, b) -> new Waiting(rule, days, a.records() + b.records(), a.overdue() + b.overdue()));
                },
                frozen.name(),
                run.id());
        return List.copyOf(waiting.values());
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
                    String action = row.getString(2);
                    long count = row.getLong(3);
                    ComponentCount more = new ComponentCount(
                            row.getString(1),
                            action.equals("removed") ? count : 0,
                            action.equals("unlinked") ? count : 0,
                            action.equals("changed") ? count : 0);
                    found.merge(more.table(), more, ComponentCount::plus);
                },
                run.id(),
                frozen.name(),
                frozen.table());
        return new ArrayList<>(found.values());
    }
}
