package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.docket.Notices;

/** The records under notice, as the last run listed them. */
final class NoticeLines {
    private NoticeLines() {}

    /**
     * A record under notice.
     *
     * @param actsOn the first day on which it may go; null where the schedule has no such rule any more, and the notice is void
     */
    record Line(
            @JsonProperty("class") String recordClass,
            String key,
            String rule,
            @Nullable String act,
            String since,
            @Nullable String actsOn) {}

    /** Those of some classes, or of all where none is named. */
    static List<Line> read(Desk desk, ScheduleOption schedules, DatabaseOption database, List<String> classes)
            throws SQLException {
        Schedules read = Schedules.read(schedules.directoriesOr(database.ownSchedules()), desk.console());
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            return Notices.of(session.database())
                    .list(
                            classes,
                            read.loaded().stream().map(each -> each.schedule()).toList())
                    .stream()
                    .map(NoticeLines::line)
                    .toList();
        }
    }

    private static Line line(Notices.Listed listed) {
        Optional<Notices.Runs> runs = listed.runs();
        return new Line(
                listed.recordClass(),
                listed.key().toString(),
                listed.rule(),
                runs.map(each -> each.then().word()).orElse(null),
                listed.since().toString(),
                runs.map(Notices.Runs::actsOn).map(LocalDate::toString).orElse(null));
    }

    static void csv(List<Line> lines, PrintWriter out) {
        Csv csv = new Csv(out).row("class", "key", "rule", "act", "since", "acts on");
        lines.forEach(
                line -> csv.row(line.recordClass(), line.key(), line.rule(), line.act(), line.since(), line.actsOn()));
        out.flush();
    }
}
