package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;

/** The two kinds of transaction. */
final class PostgresTransaction {

    private PostgresTransaction() {}

    /** Nothing can be lost with it. */
    record Reading(Connection connection) implements RunningTransaction {

        @Override
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
        }

        @Override
        public void release() throws SQLException {
            connection.close();
        }
    }

    /**
     * Has changes to lose.
     *
     * @param id by which the server knows it
     * @param ended lets others write
     */
    record Writing(Connection connection, String id, CommitStatusResolver outcome, Runnable ended)
            implements RunningTransaction {

        @Override
        public void commit() throws SQLException {
            try {
                connection.commit();
            } catch (SQLException e) {
                if (PostgresFailures.classify(e) != SqlFailure.DISCONNECTED) {
                    throw e;
                }
                outcome.requireCommitted(id, e);
            }
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
        }

        @Override
        public void release() throws SQLException {
            try {
                connection.close();
            } finally {
                ended.run();
            }
        }
    }
}
