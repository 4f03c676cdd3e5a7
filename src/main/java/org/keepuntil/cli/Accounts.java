package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.control.Roles;

/** The accounts that work as Keepuntil's roles, and which of them have more rights than they need. */
record Accounts(Connection connection, Roles roles) {
    private static final String MEMBERS = """
            with recursive member (oid) as (
                select oid from pg_catalog.pg_roles where rolname = ?
                union
                select m.member from pg_catalog.pg_auth_members m join member on member.oid = m.roleid
            )
            select r.rolname from pg_catalog.pg_roles r join member on member.oid = r.oid
            where r.rolcanlogin %s order by 1""";

    /** Superusers, this account among them: nothing that Keepuntil does after its installation needs one. */
    List<String> superusers() throws SQLException {
        return Stream.concat(
                        names("select rolname from pg_catalog.pg_roles where rolname = session_user and rolsuper")
                                .stream(),
                        names(MEMBERS.formatted("and r.rolsuper"), roles.operator()).stream())
                .distinct()
                .toList();
    }

    /** Those that could approve what they plan themselves, were it not for the check of each approval. */
    List<String> alone() throws SQLException {
        List<String> approvers = names(MEMBERS.formatted(""), roles.approver());
        return names(MEMBERS.formatted("and not r.rolsuper"), roles.operator()).stream()
                .filter(approvers::contains)
                .toList();
    }

    private List<String> names(String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }
}
