package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Partition;
import org.keepuntil.catalog.Partitions;
import org.keepuntil.control.Roles;
import org.keepuntil.dispose.PartitionShape;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;

/** Whether a run would drop the expired partitions that a binding asks it to drop, and what is missing where it would not. */
final class PartitionCheck {
    private static final String OTHERWISE =
            "; the rows of such a partition are deleted one by one, as if the line were not there";

    private final Workload workload;
    private final Connection connection;
    private final Clock clock;
    private final List<String> advice = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PartitionCheck(Workload workload, Connection connection, Clock clock) {
        this.workload = workload;
        this.connection = connection;
        this.clock = clock;
    }

    void run() throws SQLException {
        for (Workload.Work work : workload.classes()) {
            if (work.layout().dropsPartitions()) {
                check(work);
            }
        }
    }

    /** What stands in the way. */
    List<String> advice() {
        return advice;
    }

    /** What is to be known of it. */
    List<String> notes() {
        return notes;
    }

    private void check(Workload.Work work) throws SQLException {
        LocalDate today = LocalDate.now(clock.withZone(work.schedule().zone()));
        Optional<String> shape = PartitionShape.against(work, work.sql(today));
        if (shape.isPresent()) {
            advice.add("Expired partitions of " + work.name() + " can't be dropped: the class " + shape.get()
                    + OTHERWISE + ".");
            return;
        }
        String operator = Roles.of(connection.getCatalog()).operator();
        List<Partition> past =
                Partitions.past(connection, work.layout().root(), today, exists(operator) ? operator : null);
        if (past.isEmpty()) {
            notes.add("No partition of " + work.layout().root()
                    + " is of a time that is over. Only such a one is dropped:"
                    + " by range of one column of days or moments, and neither a default nor an open one.");
        }
        Set<String> missing = new LinkedHashSet<>();
        past.forEach(partition -> missing.addAll(partition.missing()));
        missing.forEach(
                owner -> advice.add("Expired partitions of " + work.name() + " can't be dropped without the rights"
                        + " of their owner" + OTHERWISE + ". To lend them: grant " + Identifier.quote(owner) + " to "
                        + Identifier.quote(operator) + ";"));
        past.stream()
                .filter(partition -> !partition.obstacles().isEmpty())
                .forEach(partition -> notes.add("Partition " + partition + " is not dropped: "
                        + String.join("; ", partition.obstacles()) + "."));
        if (missing.isEmpty() && !past.isEmpty()) {
            notes.add(
                    "A partition of " + work.layout().root()
                            + " of which every record is to be destroyed is dropped. Nobody"
                            + " writes to it while its records are decided and logged, and nobody reads the table while it is dropped.");
        }
    }

    private boolean exists(String role) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_catalog.pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (var result = query.executeQuery()) {
                return result.next();
            }
        }
    }
}
