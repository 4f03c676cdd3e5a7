package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.KeyIndexes;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.ControlSchema;
import org.keepuntil.control.Roles;
import org.keepuntil.plan.Grants;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;

/** What stands in the way of a run in a database whose tables the bindings fit, and what would make it slow. */
final class DatabaseCheck {
    private final Workload workload;
    private final Connection connection;
    private final Console console;
    private ExitCode worst = ExitCode.DONE;
    private int advice;

    DatabaseCheck(Workload workload, Connection connection, Console console) {
        this.workload = workload;
        this.connection = connection;
        this.console = console;
    }

    void run() throws SQLException {
        controlSchema();
        counts();
        grants();
        indexes();
    }

    /** The first thing that stands in the way; done where nothing does. */
    ExitCode worst() {
        return worst;
    }

    /** How many remarks there were that stand in nobody's way. */
    int advice() {
        return advice;
    }

    private void controlSchema() throws SQLException {
        ControlSchema.State state = ControlSchema.check(connection);
        if (state instanceof ControlSchema.Closed) {
            advise(state.advice() + ".");
        } else if (!(state instanceof ControlSchema.Ready)) {
            refuse(ExitCode.CONTROL_SCHEMA, state.advice() + ".");
        }
    }

    private void counts() throws SQLException {
        if (!"on".equals(RunGuards.setting(connection, "track_counts"))) {
            refuse(ExitCode.REFUSED, RunGuards.NO_COUNTS);
        }
    }

    private void grants() throws SQLException {
        Roles roles = Roles.of(connection.getCatalog());
        if (!exists(roles.operator()) || !exists(roles.approver())) {
            return;
        }
        List<String> missing = Grants.of(workload).missing(connection, roles);
        if (!missing.isEmpty()) {
            refuse(
                    ExitCode.PRIVILEGES,
                    "Keepuntil's roles lack rights on the tables of the records. `keepuntil init --schedule DIR` grants them, or:");
            missing.forEach(statement -> console.err().println("  " + statement + ";"));
        }
    }

    private boolean exists(String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            query.setString(1, role);
            try (ResultSet result = query.executeQuery()) {
                return result.next();
            }
        }
    }

    private void indexes() throws SQLException {
        Set<String> told = new LinkedHashSet<>();
        for (Workload.Work work : workload.classes()) {
            Layout layout = work.layout();
            for (Layout.Component component : layout.components()) {
                for (ForeignKey key : component.owners()) {
                    index(component.table(), key.fromColumns(), told);
                }
            }
            for (Layout.Edge edge : layout.edges()) {
                index(edge.from(), edge.key().fromColumns(), told);
            }
        }
    }

    private void index(Table table, List<String> columns, Set<String> told) throws SQLException {
        if (KeyIndexes.begin(connection, table, columns)) {
            return;
        }
        String quoted =
                String.join(", ", columns.stream().map(Identifier::quote).toList());
        // a partitioned table takes no CONCURRENTLY
        String how = table.kind() == 'p' ? "create index on " : "create index concurrently on ";
        String statement = how + Identifier.of(table) + " (" + quoted + ");";
        if (told.add(statement)) {
            advise("No index of " + table + " begins with " + String.join(", ", columns)
                    + ", so the whole table is read for each batch. Better: " + statement);
        }
    }

    private void refuse(ExitCode code, String message) {
        console.err().println(console.red("error: " + message));
        worst = worst == ExitCode.DONE ? code : worst;
    }

    private void advise(String message) {
        console.err().println(console.yellow("warning: " + message));
        advice++;
    }
}
