package io.github.reelstore.postgres;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.testkit.services.StatementWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.executor.ErrorContext;
import org.jspecify.annotations.Nullable;

/** A database that counts how many buffers of the store's tables and indexes each statement reads. */
final class CountingDatabase implements Database {

    private static final Pattern WRITTEN = Pattern.compile("\\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\\w+)[^;]*");

    private final Database database;
    private final String schema;
    private @Nullable StatementWork work;

    CountingDatabase(Database database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /** Starts counting. */
    void countTo(StatementWork counted) {
        work = counted;
    }

    @Override
    public RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        RunningTransaction transaction = database.begin(access, profile);
        Connection connection = transaction.connection();
        return new Counted(transaction, counting(connection));
    }

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = invoke(connection, method, arguments);
                    if (work != null && result instanceof PreparedStatement statement) {
                        String sql = (String) arguments[0];
                        work.begin(ErrorContext.instance().toString(), sql);
                        return counting(connection, statement, sql);
                    }
                    return result;
                });
    }

    private PreparedStatement counting(Connection connection, PreparedStatement statement, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (work == null || !method.getName().equals("execute")) {
                        return invoke(statement, method, arguments);
                    }
                    Counters before = counters(connection);
                    Object result = invoke(statement, method, arguments);
                    Counters after = counters(connection);
                    long rows = Math.max(1, statement.getUpdateCount());
                    work.add(
                            after.buffers() - before.buffers(),
                            after.scans() - before.scans() + rows * indexesWritten(connection, sql));
                    return result;
                });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** The counters of the current transaction. */
    private record Counters(long buffers, long scans) {}

    private Counters counters(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(pg_stat_get_xact_blocks_fetched(oid)),"
                        + " sum(pg_stat_get_xact_numscans(oid)) FILTER (WHERE relkind = 'i') FROM pg_class WHERE relnamespace = '"
                        + schema + "'::regnamespace")) {
            row.next();
            return new Counters(row.getLong(1), row.getLong(2));
        }
    }

    /** The number of indexes that get an entry for each row that the statement writes. */
    private long indexesWritten(Connection connection, String sql) throws SQLException {
        Matcher written = WRITTEN.matcher(sql);
        if (!written.lookingAt()) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_indexes WHERE schemaname = '" + schema
                        + "' AND tablename = '" + written.group(1) + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private record Counted(RunningTransaction transaction, Connection connection) implements RunningTransaction {

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
            transaction.release();
        }
    }

    @Override
    public SqlFailure classify(SQLException failure) {
        return database.classify(failure);
    }

    @Override
    public String damaged(SQLException failure) {
        return database.damaged(failure);
    }

    @Override
    public ColumnCodec<Instant> instants() {
        return database.instants();
    }

    @Override
    public ColumnCodec<JsonText> json() {
        return database.json();
    }

    @Override
    public String description() {
        return database.description();
    }

    @Override
    public void close() {
        database.close();
    }
}
