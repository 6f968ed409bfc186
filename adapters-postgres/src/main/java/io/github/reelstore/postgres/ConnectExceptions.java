package io.github.reelstore.postgres;

import io.github.reelstore.domain.error.StorageException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/**
 * Translates failures to open a database, by SQLState (Postgres manual, appendix A), to exceptions that say what to do.
 */
final class ConnectExceptions {

    /** What to do about a damaged database, as the end of a sentence. */
    static final String DAMAGED = "stop writing to it, check the server's log and disks, and restore a backup as"
            + " described in docs/postgres.md";

    private final PostgresConfig config;
    private final String host;
    private final String database;
    private final String user;

    ConnectExceptions(PostgresConfig config) {
        this.config = config;
        Properties parts = PostgresUrl.parse(config.url());
        this.host = PGProperty.PG_HOST.getOrDefault(parts) + ":" + PGProperty.PG_PORT.getOrDefault(parts);
        this.user = config.user().orElse(System.getProperty("user.name", ""));
        this.database = PGProperty.PG_DBNAME.getOrDefault(parts);
    }

    /** Translates a failure to connect: before the first statement, some states have another meaning. */
    StorageException translateConnecting(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "42501" ->
                rejected(
                        "database.user",
                        "The user " + user + " may not connect to the database " + database
                                + "; ask its owner to run: GRANT CONNECT ON DATABASE " + quoted(database) + " TO "
                                + quoted(user) + ";",
                        failure);
            // pgbouncer's state for all of its errors
            case "08P01" ->
                rejected(
                        "database.user",
                        "The server " + host + ", or the pooler there, refuses the connection (" + firstLine(failure)
                                + "); check user, password and database.",
                        failure);
            case "08001" -> unknownSslMode().orElseGet(() -> translate(failure));
            default -> translate(failure);
        };
    }

    /** Detects an unknown sslmode, for which the driver has no state. */
    private Optional<StorageException> unknownSslMode() {
        try {
            SslMode.of(PostgresUrl.parse(config.url()));
            return Optional.empty();
        } catch (PSQLException e) {
            return Optional.of(rejected("database.url", "The driver rejects the URL: " + firstLine(e) + ".", e));
        }
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    StorageException translate(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "28P01" ->
                rejected(
                        "database.password",
                        "The server " + host + " rejects this password for the user " + user + "; check both.",
                        failure);
            case "28000", "08004" ->
                rejected(
                        "database.user",
                        "The server " + host + " rejects the user " + user + " (" + firstLine(failure)
                                + "); check reelstore.database.user and the password (REELSTORE_DATABASE_PASSWORD), the server's"
                                + " pg_hba.conf, and the URL's sslmode.",
                        failure);
            case "3D000" ->
                rejected(
                        "database.url",
                        "There is no database " + database + " on the server " + host
                                + "; create it (CREATE DATABASE) or name another.",
                        failure);
            case "42501" ->
                rejected(
                        "database.user",
                        "The user " + user + " may not upgrade the schema (" + firstLine(failure)
                                + "); ask the owner of its tables to open the store once.",
                        failure);
            case "53300" ->
                passing("The server " + host + " has no free connection; close some, or raise its limit.", failure);
            case "57P03" ->
                passing("The server " + host + " is starting or shutting down; try again in a moment.", failure);
            case "55P03" ->
                passing(
                        "Another process is upgrading the schema " + config.schema() + "; try again in a moment.",
                        failure);
            // a damaged page, index or catalog
            case "XX001", "XX002" ->
                new StorageException.Corrupt(
                        "database",
                        "The database " + database + " on " + host + " is damaged (" + firstLine(failure) + "); "
                                + DAMAGED + ".",
                        failure);
            default -> translateClass(state, failure);
        };
    }

    private StorageException translateClass(String state, SQLException failure) {
        if (failure.getCause() instanceof UnknownHostException) {
            return rejected("database.url", "There is no host " + host + "; check the name.", failure);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return passing(
                    "The server " + host + " cannot be reached (" + firstLine(failure)
                            + "); check the address, and that the server runs and accepts"
                            + " connections from this machine.",
                    failure);
        }
        return rejected(
                "database.url",
                "The database " + database + " on " + host + " cannot be opened: " + firstLine(failure) + ".",
                failure);
    }

    private static StorageException rejected(String subject, String message, SQLException failure) {
        return new StorageException.Configuration(subject, message, failure);
    }

    private static StorageException passing(String message, SQLException failure) {
        return StorageException.Unavailable.passing("database", message, failure);
    }

    private static String firstLine(SQLException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
