package io.github.reelstore.mybatis.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that lends one connection to Flyway, which cannot end its transaction: {@code commit}, {@code
 * rollback}, {@code close} and {@code setAutoCommit} do nothing. So all migrations run in the caller's transaction, and
 * Flyway logs no failed rollback.
 */
public final class SingleConnection {

    private static final Set<String> ENDINGS = Set.of("commit", "rollback", "close", "setAutoCommit");

    private SingleConnection() {}

    /**
     * A statement failed. This is an {@link Error} because Flyway retries and logs any exception for ten seconds, and
     * nothing can succeed in a failed transaction. The cause is what the driver threw.
     */
    public static final class StatementFailed extends Error {
        private static final long serialVersionUID = 1L;

        StatementFailed(SQLException cause) {
            super(cause);
        }
    }

    /**
     * Returns a data source with this connection only, in its current state. Its failures are {@link StatementFailed}.
     */
    public static DataSource of(Connection connection) {
        Connection guarded = proxy(Connection.class, (proxy, method, arguments) -> {
            if (ENDINGS.contains(method.getName())) {
                return null;
            }
            Object result = call(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, (p, m, a) -> call(statement, m, a));
            }
            return result instanceof Statement statement
                    ? proxy(Statement.class, (p, m, a) -> call(statement, m, a))
                    : result;
        });
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return guarded;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException() instanceof SQLException failure
                    ? new StatementFailed(failure)
                    : e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(SingleConnection.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
