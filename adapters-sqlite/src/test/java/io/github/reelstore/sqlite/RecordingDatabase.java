package io.github.reelstore.sqlite;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.Dialect;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database that records the statements prepared on it. */
final class RecordingDatabase implements Database {

    private final Database database;
    private final List<String> statements = new ArrayList<>();
    private boolean failingReleases;
    private String failingText = "no statement contains this";

    RecordingDatabase(Database database) {
        this.database = database;
    }

    /** From now on, statements that contain this text fail with a full disk. */
    void failWithFullDiskOn(String part) {
        failingText = part;
    }

    /** From now on, releasing a connection releases it and then fails. */
    void failReleases() {
        failingReleases = true;
    }

    /** Returns the statements prepared since the last call. */
    List<String> drain() {
        List<String> drained = List.copyOf(statements);
        statements.clear();
        return drained;
    }

    @Override
    public RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        RunningTransaction transaction = database.begin(access, profile);
        return new Recorded(transaction, recording(transaction.connection()), failingReleases);
    }

    private Connection recording(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        String statement = (String) arguments[0];
                        statements.add(statement);
                        if (statement.contains(failingText)) {
                            throw new SQLiteException("database or disk is full", SQLiteErrorCode.SQLITE_FULL);
                        }
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private record Recorded(RunningTransaction transaction, Connection connection, boolean failing)
            implements RunningTransaction {

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
            if (failing) {
                throw new SQLException("the connection cannot be released");
            }
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
    public Dialect dialect() {
        return database.dialect();
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
