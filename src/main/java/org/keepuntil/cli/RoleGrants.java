package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.keepuntil.control.Roles;
import org.keepuntil.plan.Grants;
import org.keepuntil.residue.MaintainerGrants;
import org.keepuntil.sql.Workload;

/** Grants the roles what they need on the tables of the bindings, and says what this account may not grant. */
final class RoleGrants {
    private static final String DENIED = "42501";

    private final Connection connection;
    private final Console console;

    RoleGrants(Connection connection, Console console) {
        this.connection = connection;
        this.console = console;
    }

    /**
     * Grants what is missing.
     *
     * @throws UserError if a run needs something that this account may not grant
     */
    void grant(Workload workload, Roles roles) throws SQLException {
        Grants grants = Grants.of(workload);
        List<String> missing = grants.missing(connection, roles);
        List<String> harmless = MaintainerGrants.of(connection, workload).harmless();
        execute(missing);
        execute(harmless);
        List<String> still = grants.missing(connection, roles);
        MaintainerGrants left = MaintainerGrants.of(connection, workload);
        List<String> leftHarmless = left.harmless();
        show(missing, still);
        show(harmless, leftHarmless);
        if (!still.isEmpty()) {
            still.forEach(each -> console.err().println("  " + each + ";"));
            throw new UserError(
                    ExitCode.PRIVILEGES,
                    "This account may not grant what the roles need on these tables.",
                    "Have the owner of the tables, or a superuser, run the statements above.");
        }
        console.print(
                missing.isEmpty() && harmless.equals(leftHarmless)
                        ? "The roles have all that they need on the tables of the records."
                        : "Granted the roles what they need on the tables of the records.");
        MaintenanceNote.of(left).forEach(console::remark);
    }

    /** Prints what grants the maintainer what it needs; whatever is more than that is left to whoever runs it. */
    void script(Workload workload) throws SQLException {
        MaintainerGrants grants = MaintainerGrants.of(connection, workload);
        List<String> harmless = grants.harmless();
        if (!harmless.isEmpty()) {
            console.print("-- What the maintainer needs to purge what deletion leaves in files. No run depends on it.");
            harmless.forEach(each -> console.print(each + ";"));
        }
        grants.missing().stream()
                .filter(each -> !harmless.contains(each))
                .forEach(each -> console.print("-- Before PostgreSQL 17 only members of the owner may rewrite a table."
                        + " It lets the maintainer do all that the owner may, so it is for you to decide:\n-- " + each
                        + ";"));
    }

    private void show(List<String> wanted, List<String> left) {
        wanted.stream()
                .filter(each -> !left.contains(each))
                .forEach(each -> console.print(console.faint("  " + each + ";")));
    }

    /** What is refused is found missing afterwards, with whatever PostgreSQL left out with only a warning. */
    private void execute(List<String> grants) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String grant : grants) {
                try {
                    statement.execute(grant);
                } catch (SQLException e) {
                    if (!DENIED.equals(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
    }
}
