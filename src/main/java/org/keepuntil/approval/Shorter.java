package org.keepuntil.approval;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.schedule.Shortened;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rules that let records go earlier than when an approver last looked at the schedule. */
record Shorter(JdbcTemplate jdbc) {
    /** A schedule as it was approved. */
    private record Approved(String text, OffsetDateTime at) {}

    /** A refusal for each schedule that became shorter. */
    List<Refusal> check(Workload workload) {
        List<Approved> approved =
                jdbc.query("""
                select s.text, max(a.approved_at) as at from keepuntil.approval a, unnest(a.schedules) as s (text)
                where a.kind in ('plan', 'standing') and a.withdrawn_at is null group by s.text order by at desc""", (row, n) -> new Approved(row.getString(1), row.getObject(2, OffsetDateTime.class)));
        return workload.schedules().stream()
                .flatMap(bound -> check(bound.schedule(), approved).stream())
                .toList();
    }

    private static Optional<Refusal> check(Schedule now, List<Approved> approved) {
        for (Approved version : approved) {
            if (version.text().equals(now.text())) {
                return Optional.empty();
            }
            Optional<Schedule> then =
                    parse(version.text()).filter(schedule -> schedule.name().equals(now.name()));
            if (then.isPresent()) {
                return refusal(now, version, Shortened.between(then.get(), now));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(Schedule now, Approved version, List<Shortened> shortened) {
        return shortened.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.Kind.SHORTER.with(
                        now.name(),
                        version.at().atZoneSameInstant(now.zone()).toLocalDate(),
                        shortened.stream().map(Shortened::toString).collect(Collectors.joining("; "))));
    }

    private static Optional<Schedule> parse(String text) {
        Problems problems = new Problems();
        return YamlFile.of("schedule.yaml", text, problems).flatMap(file -> ScheduleParser.parse(file, problems));
    }
}
