package io.github.reelstore.sqlite;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.ColumnCodec;
import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import io.github.reelstore.mybatis.internal.VideoTable;
import io.github.reelstore.testkit.services.StatementWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.ibatis.executor.ErrorContext;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** A database that counts the steps of SQLite's virtual machine for each statement. */
final class CountingDatabase implements Database {

    private final Database database;
    private final StatementWork work;

    CountingDatabase(Database database, StatementWork work) {
        this.database = database;
        this.work = work;
    }

    @Override
    public RunningTransaction begin(Access access, ProfileId profile) throws SQLException {
        RunningTransaction transaction = database.begin(access, profile);
        Connection connection = transaction.connection();
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        ProgressHandler.setHandler(sqlite, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                work.add(1, 0);
                return 0;
            }
        });
        return new Counted(transaction, recording(connection), sqlite);
    }

    private Connection recording(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        work.begin(ErrorContext.instance().toString(), (String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private record Counted(RunningTransaction transaction, Connection connection, SQLiteConnection sqlite)
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
            ProgressHandler.clearHandler(sqlite);
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
    public @Nullable String text(ResultSet row, int column) throws SQLException {
        return database.text(row, column);
    }

    @Override
    public VideoTable videos() {
        return database.videos();
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
