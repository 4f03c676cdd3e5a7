package org.keepuntil.control;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of another data source that act as the control schema's owner, and are themselves again when they are closed: the other
 * may be a pool, which would hand the owner's rights on.
 */
final class OwnerDataSource extends DelegatingDataSource {
    private final String owner;

    OwnerDataSource(DataSource accounts, Roles roles) {
        super(accounts);
        this.owner = roles.owner();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            execute(connection, "set role " + Identifier.quote(owner));
            // so that the control schema takes what is changed for lawful: see V16
            execute(connection, "set keepuntil.init = 'on'");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return (Connection) Proxy.newProxyInstance(
                OwnerDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        becomeOneself(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static void becomeOneself(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        execute(connection, "reset keepuntil.init");
        execute(connection, "reset role");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
