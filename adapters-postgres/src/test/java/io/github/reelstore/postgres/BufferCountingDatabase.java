package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.testtools.CountingDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts how many buffers of the store's tables and indexes each statement reads. */
final class BufferCountingDatabase extends CountingDatabase {

    private static final Pattern WRITTEN = Pattern.compile("\\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\\w+)[^;]*");

    private final String schema;

    BufferCountingDatabase(Database database, String schema) {
        super(database);
        this.schema = schema;
    }

    @Override
    protected PreparedStatement measured(Connection connection, PreparedStatement statement, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("execute")) {
                        return invoke(statement, method, arguments);
                    }
                    Counters before = counters(connection);
                    Object result = invoke(statement, method, arguments);
                    Counters after = counters(connection);
                    long rows = Math.max(1, statement.getUpdateCount());
                    add(
                            after.buffers() - before.buffers(),
                            after.scans() - before.scans() + rows * indexesWritten(connection, sql));
                    return result;
                });
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
}
