package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.SqliteTransactions;
import io.github.reelstore.sqlite.adoption.LegacyDatabase.Shape;
import io.github.reelstore.sqlite.config.SqliteConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;

/**
 * An adopted file without videos, for the contract tests of all databases. Its table of videos has no constraints: the
 * app's table requires a project and a known profile, which the contracts' rows do not always have.
 */
public final class AdoptedFile {

    private static final byte[] ADOPTED = adopted();

    private AdoptedFile() {}

    private static byte[] adopted() {
        try {
            Path folder = Files.createTempDirectory("adopted");
            Path file = folder.resolve("app.db");
            LegacyDatabase absent = LegacyDatabase.create(file, Shape.ABSENT);
            try (Connection connection = absent.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(LegacySchema.looseVideoTable(LegacySchema.VIDEOS)
                        .replace(" NOT NULL", "")
                        .replaceFirst(", FOREIGN KEY .*CASCADE", ""));
            }
            Adoption.of(SqliteConfig.of(file))
                    .adopt(Optional.of(folder.resolve("backup.db")), (phase, done, total) -> {});
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder.resolve("backup.db"));
            Files.delete(folder);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Transactions open(Path folder, Clock clock) {
        try {
            Path file = Files.write(folder.resolve("app.db"), ADOPTED);
            return SqliteTransactions.open(SqliteConfig.of(file), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
