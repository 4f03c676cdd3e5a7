package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Roles;
import org.keepuntil.hold.Requests;
import org.keepuntil.source.Nearest;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;

/**
 * All that a verb needs to work on records: schedules, a session in a database, and what the one means in the other.
 *
 * @param fit what they mean in the database
 * @param today where the schedules are in force
 */
record Workplace(Schedules schedules, Fit fit, Session session, LocalDate today) implements AutoCloseable {
    /**
     * Opens it: the files first, so that nothing is asked of the database as long as they have errors.
     *
     * @param wanted the roles that will do, the best first
     * @throws UserError for files, a binding or an account that is no good; problems of files are shown
     */
    static Workplace open(
            Desk desk, ScheduleOption schedules, DatabaseOption database, Function<Roles, List<String>> wanted)
            throws SQLException {
        Schedules read = Schedules.read(schedules.directoriesOr(database.ownSchedules()), desk.console());
        Session session = Session.open(database.target(), wanted);
        try (Connection connection = session.database().getConnection()) {
            Fit fit = read.fit(Catalog.read(connection), desk.console()).erasing(Requests.erasing(session.database()));
            return new Workplace(read, fit, session, read.today(desk.clock()));
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * The same, as the operator.
     *
     * @throws UserError if a foreign key is not spoken of, too, or a shape can't be handled; whoever holds a record is not kept from it by that
     */
    static Workplace asOperator(Desk desk, ScheduleOption schedules, DatabaseOption database) throws SQLException {
        Workplace place = open(desk, schedules, database, roles -> List.of(roles.operator()));
        try {
            place.schedules().refuseHalf(place.fit(), desk.console());
        } catch (UserError e) {
            place.close();
            throw e;
        }
        return place;
    }

    /** What the schedules mean in the database. */
    Workload workload() {
        return fit.workload();
    }

    /**
     * Returns if the bindings speak of everything within reach of a record.
     *
     * @throws UserError otherwise
     */
    void refuseUncovered(Console console) {
        if (!fit.undeclared().isEmpty()) {
            throw schedules.uncovered(console);
        }
    }

    DataSource database() {
        return session.database();
    }

    Installation installation() {
        return session.installation();
    }

    /**
     * The class of that name.
     *
     * @throws UserError if there is none
     */
    Work work(String name) {
        return workload().recordClass(name).orElseThrow(() -> {
            List<String> names = workload().classes().stream().map(Work::name).toList();
            return new UserError(
                    ExitCode.NOT_FOUND,
                    "No class of records is named " + name + ".",
                    Nearest.hint(name, names, "There is: " + String.join(", ", names) + "."));
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
