package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.testtools.CountingDatabase;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many rows the nodes of each query's plan return or discard, as EXPLAIN ANALYZE reports them. Unlike the
 * buffers that are read, this shows rows that are compared with each other in memory.
 */
final class RowCountingDatabase extends CountingDatabase {

    private static final Pattern RETURNED = Pattern.compile("\\(actual rows=([\\d.]+) loops=(\\d+)\\)");
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by [\\w ]+: (\\d+)");

    RowCountingDatabase(Database database) {
        super(database);
    }

    @Override
    protected PreparedStatement measured(Connection connection, PreparedStatement statement, String sql) {
        if (!sql.stripLeading().startsWith("SELECT") && !sql.stripLeading().startsWith("WITH")) {
            return statement;
        }
        List<Call> parameters = new ArrayList<>();
        return (PreparedStatement) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set") && arguments.length > 1) {
                        parameters.add(new Call(method, Arrays.asList(arguments)));
                    } else if (method.getName().equals("execute")) {
                        add(explain(connection, sql, parameters), 0);
                    }
                    return invoke(statement, method, arguments);
                });
    }

    /** A call that set a parameter. */
    private record Call(Method method, List<@Nullable Object> arguments) {}

    private static long explain(Connection connection, String sql, List<Call> parameters) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF) " + sql)) {
            for (Call call : parameters) {
                call.method().invoke(explain, call.arguments().toArray());
            }
            double rows = 0;
            double loops = 0;
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    Matcher returned = RETURNED.matcher(lines.getString(1));
                    Matcher removed = REMOVED.matcher(lines.getString(1));
                    if (returned.find()) {
                        loops = Double.parseDouble(returned.group(2));
                        rows += Double.parseDouble(returned.group(1)) * loops;
                    } else if (removed.find()) {
                        rows += Double.parseDouble(removed.group(1)) * loops;
                    }
                }
            }
            return Math.round(rows);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
