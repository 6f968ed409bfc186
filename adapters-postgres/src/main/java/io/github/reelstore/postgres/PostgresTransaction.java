package io.github.reelstore.postgres;

import io.github.reelstore.mybatis.internal.RunningTransaction;
import io.github.reelstore.mybatis.internal.SqlFailure;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;

/** Read and write transactions. */
final class PostgresTransaction {

    private static final System.Logger LOG = System.getLogger(PostgresTransaction.class.getName());

    private PostgresTransaction() {}

    /** A read transaction. */
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
     * A write transaction.
     *
     * @param id the server's id of the transaction
     * @param commitStatus finds out whether the transaction was committed if the connection is lost during the commit
     * @param ended lets other writers proceed
     */
    record Writing(Connection connection, String id, CommitStatusResolver commitStatus, Runnable ended)
            implements RunningTransaction {

        @Override
        public void commit() throws SQLException {
            try {
                connection.commit();
            } catch (SQLException e) {
                if (PostgresFailures.classify(e) != SqlFailure.DISCONNECTED) {
                    throw e;
                }
                resolve(e);
            }
        }

        private void resolve(SQLException lost) throws SQLException {
            try {
                commitStatus.requireCommitted(id, lost);
                log(Level.INFO, "the server has committed it");
            } catch (SQLException e) {
                if (PostgresFailures.classify(e) == SqlFailure.OUTCOME_UNKNOWN) {
                    log(Level.WARNING, "it is unknown whether its changes were committed");
                } else {
                    log(Level.INFO, "the server has rolled it back");
                }
                throw e;
            }
        }

        private void log(Level level, String outcome) {
            LOG.log(level, "The connection was lost during the commit of transaction " + id + ": " + outcome + ".");
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
