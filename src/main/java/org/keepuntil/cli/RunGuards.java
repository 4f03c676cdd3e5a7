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
import org.keepuntil.catalog.Table;
import org.keepuntil.dispose.FileReadiness;
import org.keepuntil.plan.Grants;
import org.keepuntil.plan.RowSecurity;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;

/** What is looked at before a run begins. Whatever is refused here is refused before anything is touched. */
final class RunGuards {
    static final String NO_COUNTS =
            "The server counts no changed rows (track_counts is off), so nobody would see what a trigger or a cascade does.";

    private static final int DAYS_PAST_REVIEW = 90;
    private static final Duration APART = Duration.ofMinutes(1);

    private final Workplace place;
    private final Console console;

    RunGuards(Workplace place, Console console) {
        this.place = place;
        this.console = console;
    }

    /**
     * Returns if a run may begin.
     *
     * @throws UserError otherwise
     */
    void pass(Clock clock) throws SQLException {
        place.workload().schedules().forEach(this::reviewed);
        held();
        try (Connection connection = place.database().getConnection()) {
            clocks(connection, clock);
            counts(connection);
            granted(connection);
            files(connection);
            seesAll(connection);
        }
    }

    private void reviewed(Workload.Bound bound) {
        Schedule schedule = bound.schedule();
        LocalDate last = schedule.reviewBy().orElse(LocalDate.MAX);
        if (place.today().minusDays(DAYS_PAST_REVIEW).isAfter(last)) {
            throw new UserError(
                    ExitCode.REFUSED,
                    "The schedule " + schedule.name() + " was to be reviewed by " + last + ", more than "
                            + DAYS_PAST_REVIEW + " days ago; nothing is disposed of by it any more.",
                    "Have it reviewed, and set its `review by:` to the next date. Until then `keepuntil plan` works.");
        }
    }

    /** A hold names its class: where that has another name by now, the hold would keep nothing. */
    private void held() {
        List<String> unknown = Standings.heldOfNoClass(place.database(), place.workload());
        if (!unknown.isEmpty()) {
            throw new UserError(
                    ExitCode.REFUSED,
                    "There are holds on " + String.join(", ", unknown)
                            + ", and no schedule of this run has records of that name: were they renamed, the holds would keep"
                            + " nothing.",
                    "Name every schedule of the database with --schedule, give the records their old name, or release the"
                            + " holds (`keepuntil hold list`).");
        }
    }

    /** A machine whose clock is wrong would run as of a wrong day. */
    private static void clocks(Connection connection, Clock clock) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            Duration apart = Duration.between(
                            row.getObject(1, OffsetDateTime.class).toInstant(), clock.instant())
                    .abs();
            if (apart.compareTo(APART) > 0) {
                throw new UserError(
                        ExitCode.REFUSED,
                        "The clock of this machine and that of the database are " + apart.toSeconds()
                                + " seconds apart, so one of them is wrong.",
                        "Set it right (the system's time service does), then run again.");
            }
        }
    }

    private static void counts(Connection connection) throws SQLException {
        if (!"on".equals(setting(connection, "track_counts"))) {
            throw new UserError(ExitCode.REFUSED, NO_COUNTS, "Have the DBA set track_counts to on.");
        }
    }

    private void granted(Connection connection) throws SQLException {
        List<String> missing = Grants.of(place.workload())
                .forOperator()
                .missing(connection, place.session().roles());
        if (!missing.isEmpty()) {
            missing.forEach(statement -> console.err().println("  " + statement + ";"));
            throw new UserError(
                    ExitCode.PRIVILEGES,
                    "Keepuntil's roles lack the rights above on the tables of the records.",
                    "`keepuntil init --schedule DIR` grants them, or the owner of the tables can run the statements.");
        }
    }

    /** A record whose files can't be reached would be set aside, each by itself. */
    private void files(Connection connection) throws SQLException {
        List<String> missing = FileReadiness.missing(
                place.workload(), connection, place.session().roles().operator());
        if (!missing.isEmpty()) {
            throw new UserError(ExitCode.REFUSED, String.join(System.lineSeparator(), missing), "Then run again.");
        }
    }

    private void seesAll(Connection connection) throws SQLException {
        String operator = place.session().roles().operator();
        List<Table> hidden = RowSecurity.binding(place.workload(), connection, operator);
        if (!hidden.isEmpty()) {
            throw new UserError(ExitCode.PRIVILEGES, hides(hidden, operator));
        }
    }

    /** What to say of tables of which row-level security hides rows from a role. */
    static String hides(List<Table> tables, String role) {
        return "Row-level security hides rows of "
                + String.join(", ", tables.stream().map(Table::toString).toList()) + " from " + role
                + ", so a record could not be seen whole. Have a superuser run: alter role " + Identifier.quote(role)
                + " bypassrls;";
    }

    static String setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_setting(?)")) {
            query.setString(1, name);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
