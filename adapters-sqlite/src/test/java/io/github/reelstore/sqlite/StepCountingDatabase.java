package io.github.reelstore.sqlite;

import io.github.reelstore.mybatis.internal.Database;
import io.github.reelstore.testtools.CountingDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Counts the steps of SQLite's virtual machine for each statement. */
final class StepCountingDatabase extends CountingDatabase {

    StepCountingDatabase(Database database) {
        super(database);
    }

    @Override
    protected void begun(Connection connection) throws SQLException {
        ProgressHandler.setHandler(connection.unwrap(SQLiteConnection.class), 1, new ProgressHandler() {
            @Override
            protected int progress() {
                add(1, 0);
                return 0;
            }
        });
    }

    @Override
    protected void ending(Connection connection) throws SQLException {
        ProgressHandler.clearHandler(connection.unwrap(SQLiteConnection.class));
    }
}
