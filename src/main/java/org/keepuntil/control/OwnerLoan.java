package org.keepuntil.control;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.keepuntil.sql.Identifier;

/** Membership in the owner role, which an account has for as long as it installs something. */
final class OwnerLoan {
    private OwnerLoan() {}

    /**
     * Makes the account a member where it is not one, and returns whether it had to. Since PostgreSQL 16 whoever creates a role may grant it,
     * but may not act as it without granting it to themselves.
     */
    static boolean lend(Statement statement, Roles roles) throws SQLException {
        String mayActAs = statement.getConnection().getMetaData().getDatabaseMajorVersion() >= 16 ? "SET" : "MEMBER";
        try (PreparedStatement query =
                statement.getConnection().prepareStatement("select pg_has_role(current_user, ?, ?)")) {
            query.setString(1, roles.owner());
            query.setString(2, mayActAs);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                if (result.getBoolean(1)) {
                    return false;
                }
            }
        }
        statement.execute("grant " + Identifier.quote(roles.owner()) + " to current_user");
        return true;
    }

    static void takeBack(Statement statement, Roles roles, boolean lent) throws SQLException {
        if (lent) {
            statement.execute("revoke " + Identifier.quote(roles.owner()) + " from current_user");
        }
    }
}
