package io.github.reelstore.sqlite;

import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.mybatis.ColumnCodec;
import io.github.reelstore.mybatis.Database;
import io.github.reelstore.mybatis.SqlFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database that notes the statements that are prepared on it. */
final class RecordingDatabase implements Database {

    private final Database database;
    private final List<String> statements = new ArrayList<>();
    private String fullOn = "no statement has this";

    RecordingDatabase(Database database) {
        this.database = database;
    }

    /** From now on, the disk is full for statements that contain this. */
    void fullOn(String part) {
        fullOn = part;
    }

    /** What was prepared since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }

    @Override
    public Connection begin(Access access) throws SQLException {
        Connection connection = database.begin(access);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        String statement = (String) arguments[0];
                        statements.add(statement);
                        if (statement.contains(fullOn)) {
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

    @Override
    public void commit(Connection connection) throws SQLException {
        database.commit(connection);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        database.rollback(connection);
    }

    @Override
    public void release(Connection connection) throws SQLException {
        database.release(connection);
    }

    @Override
    public SqlFailure classify(SQLException failure) {
        return database.classify(failure);
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
    public void close() {
        database.close();
    }
}
