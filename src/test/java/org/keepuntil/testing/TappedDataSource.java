package org.keepuntil.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that tell a test of everything that they are about to ask the server. */
public final class TappedDataSource extends DelegatingDataSource {
    private final Supplier<Tap> taps;

    /**
     * @param taps what listens to one connection
     */
    public TappedDataSource(DataSource target, Supplier<Tap> taps) {
        super(target);
        this.taps = taps;
    }

    /** Hears what one connection is about to ask. */
    public interface Tap {
        /**
         * Called before the server is.
         *
         * @param sql a statement, {@code commit} or {@code rollback}
         * @param alone whether the statement is a transaction of its own
         */
        void before(String sql, boolean alone) throws SQLException;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return tapped(super.getConnection(), taps.get());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return tapped(super.getConnection(user, password), taps.get());
    }

    private static Connection tapped(Connection connection, Tap tap) {
        return proxy(Connection.class, (method, arguments) -> {
            switch (method.getName()) {
                case "commit", "rollback" -> tap.before(method.getName(), false);
                default -> {}
            }
            Object result = call(connection, method, arguments);
            if (result instanceof CallableStatement call) {
                return statement(CallableStatement.class, call, (String) arguments[0], connection, tap);
            }
            if (result instanceof PreparedStatement prepared) {
                return statement(PreparedStatement.class, prepared, (String) arguments[0], connection, tap);
            }
            return result instanceof Statement plain ? statement(Statement.class, plain, "", connection, tap) : result;
        });
    }

    private static <T extends Statement> T statement(
            Class<T> type, T statement, String prepared, Connection connection, Tap tap) {
        return proxy(type, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : prepared;
                tap.before(sql, connection.getAutoCommit());
            }
            return call(statement, method, arguments);
        });
    }

    private interface Call {
        Object with(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                TappedDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.with(method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
