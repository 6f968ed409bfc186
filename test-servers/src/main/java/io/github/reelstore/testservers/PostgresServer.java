package io.github.reelstore.testservers;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres server. By default it is embedded: started by this JVM and stopped with it. Its version is that of the
 * binaries on the class path, or in the jar set with {@code -Dreelstore.test.postgres.binaries}.
 *
 * <p>With {@code -Dreelstore.test.postgres.url}, {@code .user} and {@code .password} (or the environment's {@code
 * REELSTORE_TEST_POSTGRES_PASSWORD}), {@link #shared} is that external database instead.
 */
public final class PostgresServer {

    private static final String PROPERTY = "reelstore.test.postgres.";
    private static final String PASSWORD_VARIABLE = "REELSTORE_TEST_POSTGRES_PASSWORD";

    /** All roles but the superuser must log in with a password. */
    private static final String HOST_RULES = """
            local all all trust
            host all postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String url;
    private final String user;
    private final String password;
    private final @Nullable EmbeddedPostgres embedded;
    private final Queue<String> schemas = new ConcurrentLinkedQueue<>();

    private PostgresServer(String url, String user, String password, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.embedded = embedded;
    }

    /** The external server if one is configured, otherwise the embedded one. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** The embedded server, even if an external one is configured: for tests that need a server of their own. */
    public static PostgresServer embedded() {
        return Embedded.SERVER;
    }

    /** Starts another server with the binaries in the jar, or with those on the class path if it is null. */
    public static PostgresServer start(@Nullable Path binaries) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setPgBinaryResolver(binaries == null ? DefaultPostgresBinaryResolver.INSTANCE : jar(binaries))
                    .setLocaleConfig("encoding", "UTF8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "200")
                    .start();
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            PostgresServer server = new PostgresServer(url, "postgres", "", postgres);
            server.setHostRules();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Postgres did not start", e);
        }
    }

    private static PgBinaryResolver jar(Path binaries) {
        return (system, architecture) -> {
            try (JarFile jar = new JarFile(binaries.toFile())) {
                List<String> archives = jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".txz"))
                        .toList();
                if (archives.size() != 1) {
                    throw new FileNotFoundException(binaries + " must contain exactly one .txz, not " + archives);
                }
                try (InputStream archive = jar.getInputStream(jar.getEntry(archives.get(0)))) {
                    return new ByteArrayInputStream(archive.readAllBytes());
                }
            }
        };
    }

    private void setHostRules() throws IOException {
        Files.writeString(Path.of(query("SHOW hba_file")), HOST_RULES);
        query("SELECT pg_reload_conf()");
    }

    /** The URL of the default database, without credentials. */
    public String url() {
        return url;
    }

    /** The user name: a superuser of the embedded server, or the configured user. */
    public String user() {
        return user;
    }

    /** The password of {@link #user}; empty if none is needed. */
    public String password() {
        return password;
    }

    /** The major version, such as 18. */
    public int majorVersion() {
        return Integer.parseInt(query("SHOW server_version_num")) / 10_000;
    }

    /** Creates an empty database, and returns its URL without credentials; embedded server only. */
    public String newDatabase() {
        if (embedded == null) {
            throw new IllegalStateException("create schemas, not databases, on an external server");
        }
        String name = "test_" + COUNTER.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }

    /** The name of a schema that does not exist yet in the database of {@link #url}; dropped when the JVM ends. */
    public String newSchema() {
        String name = "reelstore_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        schemas.add(name);
        return name;
    }

    /** Runs statements in the database of {@link #url}. */
    public void execute(String statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + statements, e);
        }
    }

    /** Runs a query in the database of {@link #url}, and returns the first column of the first row. */
    public String query(String statement) {
        try (Connection connection = connect();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(statement)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot run " + statement, e);
        }
    }

    /** Opens a connection as {@link #user} to the database of {@link #url}. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Stops a server that was started with {@link #start}. */
    public void stop() {
        if (embedded == null) {
            throw new IllegalStateException("cannot stop an external server");
        }
        try {
            embedded.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Postgres did not stop", e);
        }
    }

    private void dropSchemas() {
        for (String schema : schemas) {
            execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
    }

    private static final class Embedded {
        static final PostgresServer SERVER = startNamed(System.getProperty(PROPERTY + "binaries"));

        private static PostgresServer startNamed(@Nullable String binaries) {
            return start(binaries == null ? null : Path.of(binaries));
        }
    }

    private static final class Shared {
        static final PostgresServer SERVER = externalOr(System.getProperty(PROPERTY + "url"));

        private static PostgresServer externalOr(@Nullable String url) {
            if (url == null) {
                return embedded();
            }
            String password = System.getenv().getOrDefault(PASSWORD_VARIABLE, "");
            PostgresServer external = new PostgresServer(
                    url,
                    System.getProperty(PROPERTY + "user", "postgres"),
                    System.getProperty(PROPERTY + "password", password),
                    null);
            Runtime.getRuntime().addShutdownHook(new Thread(external::dropSchemas));
            return external;
        }
    }
}
