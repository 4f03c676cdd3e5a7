package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.job.Night;

/** Works a night through, in whatever it takes to do so: the program proper gives it, because only it knows how jobs are wired. */
@FunctionalInterface
public interface NightShifts {
    /**
     * Finishes what earlier runs left and what has been approved, then runs anew.
     *
     * @param only a plan to act on, and on nothing else
     * @param database as the operator
     * @param stop whether somebody wants the run to stop at the next batch
     * @param closed told of each run that was closed or left
     * @throws org.keepuntil.control.RunLockedException if another run is under way
     */
    void work(
            DataSource database,
            Night night,
            BooleanSupplier stop,
            LocalDate asOf,
            Optional<StoredPlan> only,
            Consumer<Night> closed)
            throws SQLException;
}
