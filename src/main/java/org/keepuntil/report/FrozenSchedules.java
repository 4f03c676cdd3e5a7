package org.keepuntil.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /** A class of records, and its rules in the order of the schedule. */
    public record FrozenClass(String name, String title, List<String> rules) {}

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
                                schedule.rulesFor(c.name()).stream()
                                        .map(r -> r.id())
                                        .collect(Collectors.toList())))
                        .toList(),
                bound.binding().copiesElsewhere(),
                bound.binding().backupsKept().orElse(null));
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    public static FrozenSchedules parse(String json) {
        return JSON.readValue(json, FrozenSchedules.class);
    }
}
