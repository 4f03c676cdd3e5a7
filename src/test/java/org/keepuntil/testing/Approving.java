package org.keepuntil.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** For tests of what a run does, not of whether it may: everything is taken for approved, as if each plan were. */
public final class Approving {
    private Approving() {}

    /** Makes it so in a database that has the control schema. */
    public static void everything(DataSource superuser) {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create or replace function keepuntil.standing_approvals(schedule text, binding text, catalog text)
                        returns table (approval bigint, class text, rule text, approved_at timestamptz)
                        language sql stable as $$ select 0::bigint, null, null, 'infinity'::timestamptz $$;
                    create or replace function keepuntil.unapproved(of_run bigint) returns table (class text, rule text)
                        language sql stable as $$ select null, null where false $$""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
