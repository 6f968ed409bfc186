package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the Postgres database is and how it is used.
 *
 * <pre>{@code
 * PostgresConfig config = PostgresConfig.of("jdbc:postgresql://db.example/studio")
 *         .withCredentials("studio", System.getenv("STUDIO_DB_PASSWORD"));
 * }</pre>
 *
 * @param url the driver's URL, {@code jdbc:postgresql://HOST[:PORT]/DATABASE}, with the driver's parameters where needed
 *     ({@code ?sslmode=verify-full}); never a user or password, which would reach logs and {@code ps}
 * @param user who connects; empty for what the driver takes by itself
 * @param password the user's password; empty where the server asks for none, or the driver finds it ({@code .pgpass})
 * @param schema the schema that holds the tables, made when missing
 * @param connections how many connections at most, {@value #MIN_CONNECTIONS} to {@value #MAX_CONNECTIONS}
 * @param lockTimeout how long a statement waits for somebody else's lock before it gives up
 * @param statementTimeout how long a statement may take in all
 */
public record PostgresConfig(
        String url,
        Optional<String> user,
        Optional<String> password,
        String schema,
        int connections,
        Duration lockTimeout,
        Duration statementTimeout) {

    /** The schema, unless another is named. */
    public static final String DEFAULT_SCHEMA = "reelstore";

    /** Enough for a pipeline of a few dozen threads, and far from the server's default limit of 100. */
    public static final int DEFAULT_CONNECTIONS = 10;

    /** Long enough for another process's largest transaction. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);

    /** No statement of the store takes a tenth of that, unless something is wrong. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

    /** One to write and one to read. */
    public static final int MIN_CONNECTIONS = 2;

    /** The most connections. */
    public static final int MAX_CONNECTIONS = 1_000;

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    /** What needs no quotes in SQL, and stays within Postgres's 63 bytes. */
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /**
     * Checks the values.
     *
     * @throws StorageException.Configuration if one is not valid; the message says which and why, and shows no secret
     */
    public PostgresConfig {
        PostgresUrl.check(url);
        if (!SCHEMA.matcher(schema).matches() || schema.startsWith("pg_")) {
            throw new StorageException.Configuration(
                    "database.schema",
                    "The schema must be 1 to 63 of a-z, 0-9 and _, without a digit or pg_ in front.");
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

    /** The database with the defaults for the rest. */
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

    /** The same for a user with a password. */
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

    /** The same in another schema. */
    public PostgresConfig withSchema(String newSchema) {
        return new PostgresConfig(url, user, password, newSchema, connections, lockTimeout, statementTimeout);
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "PostgresConfig[url=" + url + ", schema=" + schema + ", connections=" + connections + "]";
    }
}
