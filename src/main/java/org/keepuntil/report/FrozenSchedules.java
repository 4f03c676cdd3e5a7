package org.keepuntil.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.sql.Workload;
import tools.jackson.databind.json.JsonMapper;

/** The schedules and bindings of a run as they stood when it was planned: what its report quotes, however much later it is written. */
public record FrozenSchedules(List<Frozen> schedules) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public FrozenSchedules {
        schedules = List.copyOf(schedules);
    }

    /** One schedule. */
    public record Frozen(
            String name,
            String title,
            String version,
            @Nullable String adoptedBy,
            @Nullable LocalDate adoptedOn,
            @Nullable String minute,
            @Nullable LocalDate reviewBy,
            String zone,
            String text,
            List<FrozenClass> classes,
            List<String> copiesElsewhere,
            @Nullable String backupsKept) {}

    /**
     * A class of records.
     *
     * @param table the record's own table, as the log names it
     * @param rules in the order of the schedule
     * @param decideWithin days for a decision, by rule; null in runs of an earlier version
     */
    public record FrozenClass(
            String name,
            String title,
            @Nullable String table,
            List<String> rules,
            @Nullable Map<String, Integer> decideWithin) {}

    public static FrozenSchedules of(Workload workload) {
        return new FrozenSchedules(
                workload.schedules().stream().map(FrozenSchedules::frozen).toList());
    }

    private static Frozen frozen(Workload.Bound bound) {
        Schedule schedule = bound.schedule();
        Optional<Schedule.Adopted> adopted = schedule.adopted();
        return new Frozen(
                schedule.name(),
                schedule.title(),
                schedule.version(),
                adopted.flatMap(Schedule.Adopted::by).orElse(null),
                adopted.flatMap(Schedule.Adopted::on).orElse(null),
                adopted.flatMap(Schedule.Adopted::minute).orElse(null),
                schedule.reviewBy().orElse(null),
                schedule.zone().getId(),
                schedule.text(),
                schedule.records().stream()
                        .map(c -> new FrozenClass(
                                c.name(),
                                c.title(),
                                bound.layouts().of(c.name()).root().toString(),
                                schedule.rulesFor(c.name()).stream()
                                        .map(Rule::id)
                                        .toList(),
                                schedule.rulesFor(c.name()).stream()
                                        .collect(Collectors.toMap(Rule::id, FrozenSchedules::decideWithin))))
                        .toList(),
                bound.binding().copiesElsewhere(),
                bound.binding().backupsKept().orElse(null));
    }

    private static int decideWithin(Rule rule) {
        return rule.decideWithin().orElse(Rule.DECIDE_WITHIN_DAYS);
    }

    /** The one schedule, or several as if they were one: a report has one heading. */
    ScheduleFacts facts() {
        Frozen first = schedules.get(0);
        Optional<Schedule.Adopted> adopted = first.adoptedBy() == null && first.adoptedOn() == null
                ? Optional.empty()
                : Optional.of(new Schedule.Adopted(
                        Optional.ofNullable(first.adoptedBy()),
                        Optional.ofNullable(first.adoptedOn()),
                        Optional.ofNullable(first.minute())));
        return new ScheduleFacts(
                joined(Frozen::name, ", "),
                joined(Frozen::title, " and "),
                joined(Frozen::version, ", "),
                schedules.size() == 1 ? adopted : Optional.empty(),
                schedules.stream()
                        .flatMap(s -> Optional.ofNullable(s.reviewBy()).stream())
                        .min(LocalDate::compareTo),
                ZoneId.of(first.zone()),
                joined(Frozen::text, "\n"));
    }

    private String joined(Function<Frozen, String> part, String between) {
        return schedules.stream().map(part).distinct().collect(Collectors.joining(between));
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    public static FrozenSchedules parse(String json) {
        return JSON.readValue(json, FrozenSchedules.class);
    }
}
