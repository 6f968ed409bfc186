package io.github.reelstore.postgres;

import io.github.reelstore.domain.model.ProfileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * The statements that begin a transaction; the driver sends them, and BEGIN before them, in one round trip. What they set ends
 * with the transaction.
 */
final class TransactionSettings {

    /**
     * How long a transaction may be idle before the server ends it, and frees what it holds: longer than a large file takes to
     * be published from within it, to a storage that cannot do that in advance.
     */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(15);

    /**
     * The server asks a peer that says nothing whether it is still there, and frees what a dead one holds: sooner than those who
     * wait for its turn have given up, with the default timeouts. Where the system does not offer that, nothing happens.
     */
    private static final String DEAD_PEERS =
            "SET LOCAL tcp_keepalives_idle = 10; SET LOCAL tcp_keepalives_interval = 3;"
                    + " SET LOCAL tcp_keepalives_count = 3; ";

    /**
     * The statements find what they ask for by indexes, each row by itself and in the order that is wanted. Without statistics or
     * with old ones the server may think that reading or sorting all rows, or joining two tables, costs less, and so it may with a plan
     * that is made without the values that are asked for.
     */
    private static final String ONE_WAY = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;"
            + " SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off;"
            + " SET LOCAL enable_mergejoin = off; SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_custom_plan; ";

    private final String schema;
    private final String statementTimeout;
    private final String lockTimeout;

    TransactionSettings(PostgresConfig config) {
        this.schema = config.schema();
        this.statementTimeout =
                "SET LOCAL statement_timeout = " + config.statementTimeout().toMillis() + "; ";
        this.lockTimeout = "SET LOCAL lock_timeout = " + config.lockTimeout().toMillis() + "; ";
    }

    /** For one that reads one state of the database. */
    String reading() {
        return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; " + lockTimeout + session()
                + statementTimeout;
    }

    /**
     * For one that writes in its profile's turn. Each statement sees what was committed before it, so those after the lock see
     * all that the profile's earlier transactions wrote. The last result is the transaction's id: who has lost the connection
     * while committing can ask by it what became of that.
     */
    String writing(ProfileId profile) {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + session()
                + lock("write\0" + schema + "\0" + profile.value()) + statementTimeout + "SELECT pg_current_xact_id()";
    }

    /** For the one that changes the schema; none else does so meanwhile. */
    String migrating() {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + lock("migrate\0" + schema) + statementTimeout;
    }

    /** Temporary tables, which others may have left in a session, come last; unnamed, they would come first. */
    private String session() {
        return "SET LOCAL idle_in_transaction_session_timeout = " + IDLE_TIMEOUT.toMillis() + "; " + DEAD_PEERS
                + ONE_WAY
                + "SET LOCAL search_path = \"" + schema + "\", pg_temp; ";
    }

    /** The wait is bounded by the lock timeout alone: it says nothing of how long a statement takes. */
    private String lock(String name) {
        return lockTimeout + "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock("
                + number("io.github.reelstore\0" + name) + "); ";
    }

    /** Locks have numbers; other programs that use the same database have theirs, and 64 bits of a hash keep them apart. */
    private static long number(String name) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
