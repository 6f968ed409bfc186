package io.github.reelstore.postgres;

import static java.util.stream.Collectors.joining;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.mybatis.internal.copy.IdentityMarks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that begin a transaction. The driver sends them together with BEGIN in one round trip. Their settings
 * end with the transaction; only those of a session that is not shared are kept by it.
 */
final class TransactionSettings {

    // Each begins with SET LOCAL, or has it before its first query: pgpool-II with load balancing sends the queries of
    // other
    // transactions to a standby, which may lag behind.

    /**
     * How long a transaction may be idle before the server ends it and releases its locks. It is longer than it takes
     * to publish a large file within the transaction, to a blob store that cannot upload in advance.
     */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(15);

    /**
     * Makes the server probe silent clients and release the locks of dead ones; with the default timeouts, before
     * waiting clients time out. Has no effect if the server's operating system does not support it.
     */
    private static final List<String> KEEPALIVE =
            List.of("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 3", "tcp_keepalives_count = 3");

    /**
     * Forces index scans: every statement can find its rows by an index, in the requested order. Without statistics,
     * with outdated ones, or with a generic plan, the server may estimate that scanning or sorting all rows, or joining
     * two tables, is cheaper.
     */
    private static final List<String> INDEX_SCANS = List.of(
            "enable_seqscan = off",
            "enable_bitmapscan = off",
            "enable_sort = off",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
            "jit = off");

    /** The lock of the marks that say who may write. */
    private static final String MARKS = "marks\0";

    private final String schema;
    private final Sessions sessions;
    private final Duration statementTimeout;
    private final Duration lockTimeout;

    TransactionSettings(PostgresConfig config, Sessions sessions) {
        this.schema = config.schema();
        this.sessions = sessions;
        this.statementTimeout = config.statementTimeout();
        this.lockTimeout = config.lockTimeout();
    }

    /** The settings of a session that is not shared, for the driver's parameter {@code options}. */
    String ofOwnSession() {
        return all().map(setting -> "-c " + setting.replace(" ", "")).collect(joining(" "));
    }

    private Stream<String> all() {
        return Stream.of(
                        KEEPALIVE,
                        INDEX_SCANS,
                        List.of(
                                "plan_cache_mode = " + (sessions == Sessions.OWN ? "auto" : "force_custom_plan"),
                                "idle_in_transaction_session_timeout = " + IDLE_TIMEOUT.toMillis(),
                                // pg_temp last: otherwise temporary tables that others left in the session would come
                                // first
                                "search_path = \"" + schema + "\", pg_temp"))
                .flatMap(List::stream);
    }

    /** The statements that begin a read transaction, which reads a single snapshot. */
    String reading() {
        return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; " + session() + timeouts();
    }

    /**
     * The statements that begin a write transaction, which holds the write lock of its profile. Each statement sees
     * what was committed before it, so statements after the lock see everything that earlier transactions of the
     * profile wrote. The last result is the transaction's id, by which the outcome of the commit can be queried if the
     * connection is lost, and after a blank the marks that forbid writes, if there are any. The shared lock is that of
     * {@link #marking}.
     */
    String writing(ProfileId profile) {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + session()
                + lock("pg_advisory_xact_lock_shared", MARKS + schema)
                + lock("write\0" + schema + "\0" + profile.value())
                + "SELECT pg_current_xact_id() || ' ' || " + IdentityMarks.TEXT;
    }

    /** The statements that begin a transaction that sets marks. It waits until no transaction of {@link #writing} runs. */
    String marking() {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + session() + lock(MARKS + schema);
    }

    /** The statements that begin a transaction that copies rows, as long as that takes. The lock is that of {@link #marking}. */
    String copying() {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + session()
                + lock("pg_advisory_xact_lock_shared", MARKS + schema) + set("lock_timeout", lockTimeout)
                + set("statement_timeout", Duration.ZERO);
    }

    /** The statements that begin a transaction that reads what the schema has. */
    String opening() {
        return timeouts();
    }

    /** The statements that begin the transaction that upgrades the schema, under an exclusive lock. */
    String migrating() {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; " + lock("migrate\0" + schema);
    }

    /** The settings that a session does not keep. */
    private String session() {
        return sessions == Sessions.OWN
                ? ""
                : all().map(setting -> "SET LOCAL " + setting + "; ").collect(joining());
    }

    private String timeouts() {
        return set("lock_timeout", lockTimeout) + set("statement_timeout", statementTimeout);
    }

    /** Acquires a lock. Only the lock timeout limits the wait, not the statement timeout. */
    private String lock(String name) {
        return lock("pg_advisory_xact_lock", name);
    }

    private String lock(String function, String name) {
        String lock = "SELECT " + function + "(" + number("io.github.reelstore\0" + name) + "); ";
        return lockTimeout.compareTo(statementTimeout) < 0
                ? timeouts() + lock
                : set("lock_timeout", lockTimeout)
                        + set("statement_timeout", Duration.ZERO)
                        + lock
                        + set("statement_timeout", statementTimeout);
    }

    private static String set(String setting, Duration value) {
        return "SET LOCAL " + setting + " = " + value.toMillis() + "; ";
    }

    /** The lock's number: 64 bits of a hash, to avoid the numbers that other programs use in the same database. */
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
