package org.keepuntil.docket;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@link Notices} in the control schema. */
record JdbcNotices(JdbcTemplate jdbc) implements Notices {
    JdbcNotices(DataSource database) {
        this(new JdbcTemplate(database));
    }

    @Override
    public List<Listed> list(List<String> classes, List<Schedule> schedules) {
        return jdbc.query(
                "select class, key, rule, since from keepuntil.notice where cardinality(?::text[]) = 0 or class = any(?)"
                        + " order by class, since, key",
                (row, n) -> listed(row, schedules),
                classes.toArray(String[]::new),
                classes.toArray(String[]::new));
    }

    private static Listed listed(ResultSet row, List<Schedule> schedules) throws SQLException {
        String recordClass = row.getString(1);
        String id = row.getString(3);
        LocalDate since = row.getObject(4, LocalDate.class);
        Optional<Rule> rule = schedules.stream()
                .flatMap(schedule -> schedule.rulesFor(recordClass).stream())
                .filter(each -> each.id().equals(id))
                .findFirst();
        return new Listed(
                recordClass,
                new RecordKey(List.of((String[]) row.getArray(2).getArray())),
                id,
                since,
                rule.flatMap(each -> runs(each, since)));
    }

    private static Optional<Runs> runs(Rule rule, LocalDate since) {
        return rule.notice().map(days -> new Runs(rule.lastStage().then(), Rulings.after(since, new Span(0, days))));
    }
}
