package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The location of a Postgres database and the settings for its use.
 *
 * <pre>{@code
 * PostgresConfig config = PostgresConfig.of("jdbc:postgresql://db.example/studio")
 *         .withCredentials("studio", System.getenv("STUDIO_DB_PASSWORD"));
 * }</pre>
 *
 * @param url the driver's URL, {@code jdbc:postgresql://HOST[:PORT]/DATABASE}, with the driver's parameters where
 *     needed ({@code ?sslmode=verify-full}); never with a user or password, which would appear in logs and {@code ps}
 * @param user the database user; empty for the driver's default
 * @param password the user's password; empty if the server requires none or the driver finds it ({@code .pgpass})
 * @param schema the schema that holds the tables, created if missing
 * @param connections the maximum number of connections, {@value #MIN_CONNECTIONS} to {@value #MAX_CONNECTIONS}
 * @param lockTimeout how long a statement waits for a lock before it fails
 * @param statementTimeout the maximum total time of a statement
 */
public record PostgresConfig(
        String url,
        Optional<String> user,
        Optional<String> password,
        String schema,
        int connections,
        Duration lockTimeout,
        Duration statementTimeout) {

    /** The default schema. */
    public static final String DEFAULT_SCHEMA = "reelstore";

    /**
     * The default number of connections: enough for a few dozen threads, and far below the server's default limit of
     * 100.
     */
    public static final int DEFAULT_CONNECTIONS = 10;

    /** The default lock timeout: long enough for the largest transaction of another process. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** The default statement timeout: more than ten times what any statement of the store normally takes. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /** The minimum number of connections: with only one, readers wait for writers. */
    public static final int MIN_CONNECTIONS = 1;

    /** The maximum number of connections. */
    public static final int MAX_CONNECTIONS = 1_000;

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** Names that need no quotes in SQL and fit Postgres's limit of 63 bytes. */
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /**
     * Checks the values.
     *
     * @throws StorageException.Configuration if a value is not valid; the message says which and why, and contains no
     *     secret
     */
    public PostgresConfig {
        PostgresUrl.check(url);
        if (!SCHEMA.matcher(schema).matches() || schema.startsWith("pg_")) {
            throw new StorageException.Configuration(
                    "database.schema",
                    "The schema's name must be 1 to 63 characters of a-z, 0-9 and _, not beginning with a digit or pg_.");
        }
        if (connections < MIN_CONNECTIONS || connections > MAX_CONNECTIONS) {
            throw new StorageException.Configuration(
                    "database.connections",
                    "The number of connections must be " + MIN_CONNECTIONS + " to " + MAX_CONNECTIONS + ": "
                            + connections + ".");
        }
        requireTimeout("database.busy-timeout", "busy timeout", lockTimeout);
        requireTimeout("database.statement-timeout", "statement timeout", statementTimeout);
    }

    private static void requireTimeout(String subject, String what, Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new StorageException.Configuration(
                    subject, "The " + what + " must be at least 1 ms and at most one hour: " + timeout + ".");
        }
    }

    /** A config for the database at the URL, with defaults for everything else. */
    public static PostgresConfig of(String url) {
        return new PostgresConfig(
                url,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_SCHEMA,
                DEFAULT_CONNECTIONS,
                DEFAULT_LOCK_TIMEOUT,
                DEFAULT_STATEMENT_TIMEOUT);
    }

    /** A copy with another user and password. */
    public PostgresConfig withCredentials(String newUser, String newPassword) {
        return new PostgresConfig(
                url,
                Optional.of(newUser),
                Optional.of(newPassword),
                schema,
                connections,
                lockTimeout,
                statementTimeout);
    }

    /** A copy with another schema. */
    public PostgresConfig withSchema(String newSchema) {
        return new PostgresConfig(url, user, password, newSchema, connections, lockTimeout, statementTimeout);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "PostgresConfig[url=" + url + ", schema=" + schema + ", connections=" + connections + "]";
    }
}
