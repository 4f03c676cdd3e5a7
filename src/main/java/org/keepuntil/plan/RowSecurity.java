package org.keepuntil.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Workload;

/** Row-level security that would hide rows from a role: what it can't see it would leave behind, or decide wrongly about. */
public final class RowSecurity {
    private RowSecurity() {}

    /** The tables that a run works on and of which the role may not see every row. */
    public static List<Table> binding(Workload workload, Connection connection, String role) throws SQLException {
        Set<Table> tables = new LinkedHashSet<>();
        for (Workload.Work work : workload.classes()) {
            Layout layout = work.layout();
            tables.addAll(layout.tables());
            layout.edges().forEach(edge -> tables.add(edge.from()));
            layout.operandPaths().forEach(path -> path.forEach(step -> tables.add(step.to())));
        }
        List<Table> bound = new ArrayList<>();
        for (Table table : tables) {
            if (table.rowSecurity() && isBound(connection, table, role)) {
                bound.add(table);
            }
        }
        return bound;
    }

    /** An owner is free of it, unless it is forced. */
    private static boolean isBound(Connection connection, Table table, String role) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select 1
                from pg_catalog.pg_class c, pg_catalog.pg_roles r
                where c.oid = ? and r.rolname = ? and not r.rolbypassrls and not r.rolsuper
                  and (c.relforcerowsecurity or not pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE'))""")) {
            query.setLong(1, table.oid());
            query.setString(2, role);
            try (ResultSet result = query.executeQuery()) {
                return result.next();
            }
        }
    }
}
