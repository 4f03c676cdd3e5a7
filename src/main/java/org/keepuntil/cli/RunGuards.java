package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keepuntil.approval.Guards;
import org.keepuntil.approval.Refusal;
import org.keepuntil.approval.Refusal.Kind;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Roles;
import org.keepuntil.dispose.FileReadiness;
import org.keepuntil.plan.Grants;
import org.keepuntil.plan.RowSecurity;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is looked at before a run begins. Whatever is refused here is refused before anything is touched. */
final class RunGuards {
    private static final int DAYS_PAST_REVIEW = 90;
    private static final Duration APART = Duration.ofMinutes(1);

    private final Workplace place;
    private final Clock clock;

    RunGuards(Workplace place, Clock clock) {
        this.place = place;
        this.clock = clock;
    }

    /**
     * Returns if a run may begin as of a day.
     *
     * @throws UserError otherwise
     */
    void pass(LocalDate day) throws SQLException {
        for (Workload.Bound bound : place.workload().schedules()) {
            refuse(reviewed(bound.schedule()));
        }
        refuse(held());
        JdbcTemplate jdbc = new JdbcTemplate(place.database());
        refuse(Guards.asOf(day, place.workload(), jdbc));
        refuse(Guards.shorter(place.workload(), jdbc));
        String operator = place.session().roles().operator();
        try (Connection connection = place.database().getConnection()) {
            refuse(clocks(connection));
            refuse(counts(connection));
            refuse(granted(
                    Grants.of(place.workload()).forOperator(),
                    connection,
                    place.session().roles()));
            refuse(files(place.workload(), connection, operator));
            refuse(seesAll(place.workload(), connection, operator));
        }
    }

    private static void refuse(Optional<Refusal> refusal) {
        if (refusal.isPresent()) {
            throw Refusals.error(refusal.get());
        }
    }

    private Optional<Refusal> reviewed(Schedule schedule) {
        return schedule.reviewBy()
                .filter(place.today().minusDays(DAYS_PAST_REVIEW)::isAfter)
                .map(last -> Kind.REVIEW_PAST.with(schedule.name(), last, DAYS_PAST_REVIEW));
    }

    /** A hold names its class: where that has another name by now, the hold would keep nothing. */
    private Optional<Refusal> held() {
        List<String> unknown = Standings.heldOfNoClass(place.database(), place.workload());
        return unknown.isEmpty() ? Optional.empty() : Optional.of(Kind.UNKNOWN_HOLDS.with(String.join(", ", unknown)));
    }

    /** A machine whose clock is wrong would run as of a wrong day. */
    private Optional<Refusal> clocks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            Duration apart = Duration.between(
                            row.getObject(1, OffsetDateTime.class).toInstant(), clock.instant())
                    .abs();
            return apart.compareTo(APART) > 0 ? Optional.of(Kind.CLOCKS.with(apart.toSeconds())) : Optional.empty();
        }
    }

    static Optional<Refusal> counts(Connection connection) throws SQLException {
        return "on".equals(setting(connection, "track_counts")) ? Optional.empty() : Optional.of(Kind.NO_COUNTS.with());
    }

    /** The statements that are missing are part of the message, and name the tables. */
    static Optional<Refusal> granted(Grants needed, Connection connection, Roles roles) throws SQLException {
        List<String> missing = needed.missing(connection, roles);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Kind.GRANTS.with(missing.stream()
                        .map(statement -> System.lineSeparator() + "  " + statement + ";")
                        .collect(Collectors.joining())));
    }

    /** A record whose files can't be reached would be set aside, each by itself. */
    static Optional<Refusal> files(Workload workload, Connection connection, String operator) throws SQLException {
        List<String> missing = FileReadiness.missing(workload, connection, operator);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(Kind.FILE_STORE.with(String.join(System.lineSeparator(), missing)));
    }

    /** A record can't be seen whole where row-level security hides rows from a role. */
    static Optional<Refusal> seesAll(Workload workload, Connection connection, String role) throws SQLException {
        List<Table> hidden = RowSecurity.binding(workload, connection, role);
        return hidden.isEmpty()
                ? Optional.empty()
                : Optional.of(Kind.HIDDEN_ROWS.with(
                        hidden.stream().map(Table::toString).collect(Collectors.joining(", ")),
                        role,
                        "alter role " + Identifier.quote(role) + " bypassrls;"));
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_setting(?)")) {
            query.setString(1, name);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
