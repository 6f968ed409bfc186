package io.github.reelstore.benchmarks;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.app.config.ReelstoreConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A kind of database to measure on. Two stores of it have the same tables: Reelstore writes to one, and a JDBC
 * connection to the other.
 */
interface Databases {

    /** The name for tables. */
    String name();

    /** Opens a store, creating its database. Thumbnails are off. */
    Reelstore open(String store);

    /** Opens a JDBC connection with the same durability to the database of a store. */
    Connection connect(String store) throws SQLException;

    /** Binds an instant as the column type stores it. */
    void setInstant(PreparedStatement statement, int parameter, Instant instant) throws SQLException;

    /** Both kinds. */
    static List<Databases> all(Path work) throws IOException {
        return List.of(new Sqlite(work), Postgres.start(work));
    }

    private static Reelstore open(ReelstoreConfig.Builder config, Path files) {
        return Reelstore.open(config.storageUrl("file:" + files)
                .set("reelstore.media.thumbnails", "false")
                .build());
    }

    /** SQLite with the pragmas of the store. */
    record Sqlite(Path work) implements Databases {

        private static final DateTimeFormatter INSTANT =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

        private String url(String store) {
            return "jdbc:sqlite:" + work.resolve(store + ".db");
        }

        @Override
        public String name() {
            return "SQLite";
        }

        @Override
        public Reelstore open(String store) {
            return Databases.open(ReelstoreConfig.builder().databaseUrl(url(store)), work.resolve(store + "-files"));
        }

        @Override
        public Connection connect(String store) throws SQLException {
            Connection connection = DriverManager.getConnection(url(store));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA foreign_keys = ON");
            }
            return connection;
        }

        @Override
        public void setInstant(PreparedStatement statement, int parameter, Instant instant) throws SQLException {
            statement.setString(parameter, INSTANT.format(instant));
        }
    }

    /** A Postgres server that forces its commits to disk, unlike that of the tests. */
    record Postgres(Path work, EmbeddedPostgres server) implements Databases {

        static Postgres start(Path work) throws IOException {
            return new Postgres(
                    work,
                    EmbeddedPostgres.builder()
                            .setDataDirectory(work.resolve("postgres"))
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .start());
        }

        /** The options of a store. */
        ReelstoreConfig.Builder config(String store) {
            return ReelstoreConfig.builder().databaseUrl(url(store)).databaseCredentials("postgres", "");
        }

        private String url(String store) {
            return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + store;
        }

        @Override
        public String name() {
            return "Postgres";
        }

        @Override
        public Reelstore open(String store) {
            create(store);
            return Databases.open(config(store), work.resolve(store + "-files-of-postgres"));
        }

        /** Creates the database of a store. */
        void create(String store) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + store);
            } catch (SQLException e) {
                throw new IllegalStateException("the database " + store + " was not created", e);
            }
        }

        @Override
        public Connection connect(String store) throws SQLException {
            Connection connection = DriverManager.getConnection(url(store), "postgres", "");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET search_path = reelstore");
            }
            return connection;
        }

        @Override
        public void setInstant(PreparedStatement statement, int parameter, Instant instant) throws SQLException {
            statement.setObject(parameter, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
    }
}
