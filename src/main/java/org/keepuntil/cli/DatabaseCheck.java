package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.approval.Refusal;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.ControlSchema;
import org.keepuntil.control.Roles;
import org.keepuntil.plan.Grants;
import org.keepuntil.plan.Orphans;
import org.keepuntil.residue.MaintainerGrants;
import org.keepuntil.sql.Workload;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What stands in the way of a run in a database whose tables the bindings fit, and what would make it slow. */
final class DatabaseCheck {
    private final Workload workload;
    private final Connection connection;
    private final Clock clock;
    private final Console console;
    private ExitCode worst = ExitCode.DONE;
    private final List<CheckDocument.Finding> findings = new ArrayList<>();
    private int advice;

    DatabaseCheck(Workload workload, Connection connection, Clock clock, Console console) {
        this.workload = workload;
        this.connection = connection;
        this.clock = clock;
        this.console = console;
    }

    void run() throws SQLException {
        controlSchema();
        counts();
        grants();
        files();
        rowSecurity();
        accounts();
        indexes();
        links();
        partitions();
        maintenance();
    }

    /** All that was found, in the order in which it was said. */
    List<CheckDocument.Finding> findings() {
        return findings;
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
        RunGuards.counts(connection).ifPresent(this::refuse);
    }

    private void grants() throws SQLException {
        Roles roles = Roles.of(connection.getCatalog());
        if (exists(roles.operator()) && exists(roles.approver())) {
            RunGuards.granted(Grants.of(workload), connection, roles).ifPresent(this::refuse);
        }
    }

    private void files() throws SQLException {
        Roles roles = Roles.of(connection.getCatalog());
        if (exists(roles.operator())) {
            RunGuards.files(workload, connection, roles.operator()).ifPresent(this::refuse);
        }
    }

    private void rowSecurity() throws SQLException {
        Roles roles = Roles.of(connection.getCatalog());
        for (String role : List.of(roles.operator(), roles.approver())) {
            RunGuards.seesAll(workload, connection, role).ifPresent(this::refuse);
        }
    }

    private void accounts() throws SQLException {
        Roles roles = Roles.of(connection.getCatalog());
        Accounts accounts = new Accounts(connection, roles);
        for (String superuser : accounts.superusers()) {
            console.remark(
                    "note: " + superuser + " is a superuser, which is not needed: once Keepuntil is installed, a plain"
                            + " account that is a member of " + roles.operator() + " plans and runs.");
        }
        for (String account : accounts.alone()) {
            advise(account + " may work as " + roles.operator() + " and as " + roles.approver()
                    + ": let one person plan and run, and another approve.");
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
        IndexCheck indexes = new IndexCheck(workload, connection, clock);
        indexes.run();
        indexes.advice().forEach(this::advise);
        indexes.limits().forEach(limit -> console.remark("note: " + limit));
    }

    private void links() {
        for (Workload.Work work : workload.classes()) {
            for (Table table : work.sql(
                            LocalDate.now(clock.withZone(work.schedule().zone())))
                    .tableLocks()
                    .all()) {
                console.remark(
                        "note: what becomes of records of " + work.name() + " depends on rows of " + table
                                + " by a link that the database does not know as a foreign key. Each batch keeps everybody else from"
                                + " writing to that table until it is done; it waits half a second at most for those who write.");
            }
        }
        try {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            Orphans.count(jdbc, workload).stream()
                    .filter(orphans -> orphans.rows() > 0)
                    .forEach(orphans -> advise(Words.count(orphans.rows(), "row", "rows") + " of " + orphans.table()
                            + " refer by " + orphans.link()
                            + " to something that is not there. Whose they are is not guessed at: they stay."));
        } catch (PermissionDeniedDataAccessException | BadSqlGrammarException mayNotRead) {
            console.remark(
                    "note: rows whose link leads nowhere were not counted: this account may not read the tables.");
        }
    }

    /** Where a binding asks that expired partitions be dropped: what a run would do instead, and why. */
    private void partitions() throws SQLException {
        PartitionCheck check = new PartitionCheck(workload, connection, clock);
        check.run();
        check.advice().forEach(this::advise);
        check.notes().forEach(note -> console.remark("note: " + note));
    }

    /** Without these a run deletes as it does with them; what is left in files is then not purged. */
    private void maintenance() throws SQLException {
        Roles roles = Roles.of(connection.getCatalog());
        if (!exists(roles.maintainer())) {
            return;
        }
        MaintenanceNote.of(MaintainerGrants.of(connection, workload)).forEach(console::remark);
    }

    private void refuse(Refusal refusal) {
        refuse(Refusals.code(refusal.kind()), refusal.message() + System.lineSeparator() + refusal.next());
    }

    private void refuse(ExitCode code, String message) {
        findings.add(new CheckDocument.Finding("error", message));
        console.err().println(console.red("error: " + message));
        worst = worst == ExitCode.DONE ? code : worst;
    }

    private void advise(String message) {
        findings.add(new CheckDocument.Finding("warning", message));
        console.err().println(console.yellow("warning: " + message));
        advice++;
    }
}
