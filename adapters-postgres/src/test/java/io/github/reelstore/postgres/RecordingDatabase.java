package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.testtools.CountingDatabase;
import io.github.reelstore.testtools.StatementWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;

/** Records the statements that are prepared, on one line each. */
final class RecordingDatabase extends CountingDatabase {

    private final List<String> statements = new ArrayList<>();

    RecordingDatabase(Database database) {
        super(database);
        countTo(new StatementWork());
    }

    /** Returns and clears the statements prepared since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(statements);
        statements.clear();
        return taken;
    }

    @Override
    protected PreparedStatement measured(Connection connection, PreparedStatement statement, String sql) {
        statements.add(sql.strip().replaceAll("\\s+", " "));
        return statement;
    }
}
