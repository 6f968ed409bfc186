package io.github.reelstore.sqlite.internal.connection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection that keeps its prepared statements when they are closed, and returns them when the same SQL is prepared
 * again. SQLite's driver has no such cache, and preparing a statement often takes longer than running it. SQLite itself
 * prepares a kept statement again if the schema has changed.
 *
 * <p>Like any JDBC connection of a pool, it is used by one thread at a time, and each statement is closed once.
 */
final class StatementCachingConnection extends JDBC4Connection {

    /** More than the store's statements with the variants of their conditions; bounds the memory. */
    private static final int MAX_KEPT = 200;

    private final Map<String, KeptStatement> kept = new LinkedHashMap<>();

    StatementCachingConnection(String url, String file, Properties pragmas) throws SQLException {
        super(url, file, pragmas);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        KeptStatement statement = kept.remove(sql);
        return statement != null ? statement : new KeptStatement(this, sql);
    }

    private void keep(KeptStatement statement) throws SQLException {
        KeptStatement sameSql = kept.put(statement.prepared, statement);
        if (sameSql != null && sameSql != statement) {
            sameSql.discard();
        }
        if (kept.size() > MAX_KEPT) {
            KeptStatement oldest = kept.values().iterator().next();
            kept.remove(oldest.prepared);
            oldest.discard();
        }
    }

    private static final class KeptStatement extends JDBC4PreparedStatement {

        private final StatementCachingConnection owner;
        private final String prepared;

        KeptStatement(StatementCachingConnection owner, String sql) throws SQLException {
            super(owner, sql);
            this.owner = owner;
            this.prepared = sql;
        }

        /** Ends the results, which would keep a snapshot of the database, and forgets the values. */
        @Override
        public void close() throws SQLException {
            if (isClosed() || owner.isClosed()) {
                super.close();
                return;
            }
            rs.close();
            clearBatch();
            clearParameters();
            clearGeneratedKeys();
            // of a large batch
            batch = null;
            batchPos = 0;
            owner.keep(this);
        }

        void discard() throws SQLException {
            super.close();
        }
    }
}
