package io.github.reelstore.testtools;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.Dialect;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.ibatis.executor.ErrorContext;
import org.jspecify.annotations.Nullable;

/**
 * A database that counts the work of each statement. A subclass measures the work in the unit of its product; this class
 * notes which statements are run.
 */
public abstract class CountingDatabase implements Database {

    private final Database database;
    private @Nullable StatementWork work;

    /** Wraps a database; nothing is counted before {@link #countTo}. */
    protected CountingDatabase(Database database) {
        this.database = database;
    }

    /** Starts counting. */
    public final void countTo(StatementWork counted) {
        work = counted;
    }

    /** Adds work to the statement that was prepared last, if the counting has started. */
    protected final void add(long count, long indexes) {
        if (work != null) {
            work.add(count, indexes);
        }
    }

    /** Called with each connection before a transaction uses it. */
    protected void begun(Connection connection) throws SQLException {}

    /** Called with each connection before its transaction is released. */
    protected void ending(Connection connection) throws SQLException {}

    /** Wraps a prepared statement to measure it; the statement itself unless overridden. */
    protected PreparedStatement measured(Connection connection, PreparedStatement statement, String sql) {
        return statement;
    }

    /** Makes a call of a JDBC proxy; throws what the target throws. */
    protected static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public final RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        RunningTransaction transaction = database.begin(access, profile);
        begun(transaction.connection());
        return new Counted(transaction, counting(transaction.connection()));
    }

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    @Nullable Object result = invoke(connection, method, arguments);
                    if (work == null || !(result instanceof PreparedStatement statement)) {
                        return result;
                    }
                    String sql = (String) arguments[0];
                    work.begin(ErrorContext.instance().toString(), sql);
                    return measured(connection, statement, sql);
                });
    }

    private final class Counted implements RunningTransaction {

        private final RunningTransaction transaction;
        private final Connection connection;

        Counted(RunningTransaction transaction, Connection connection) {
            this.transaction = transaction;
            this.connection = connection;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public void commit() throws SQLException {
            transaction.commit();
        }

        @Override
        public void rollback() throws SQLException {
            transaction.rollback();
        }

        @Override
        public void release() throws SQLException {
            ending(transaction.connection());
            transaction.release();
        }
    }

    @Override
    public final SqlFailure classify(SQLException failure) {
        return database.classify(failure);
    }

    @Override
    public final String damaged(SQLException failure) {
        return database.damaged(failure);
    }

    @Override
    public final Dialect dialect() {
        return database.dialect();
    }

    @Override
    public final String description() {
        return database.description();
    }

    @Override
    public final void close() {
        database.close();
    }
}
