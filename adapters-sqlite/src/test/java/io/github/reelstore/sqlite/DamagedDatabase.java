package io.github.reelstore.sqlite;

import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.sqlite.internal.connection.Sql;
import io.github.reelstore.testtools.PortWorkload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Overwrites parts of a store's database, as a failing disk or a faulty program would, and uses the rest. */
final class DamagedDatabase {

    private DamagedDatabase() {}

    /** Makes the rows of images unreadable. Projects and the schema are not changed. */
    static void overwriteImages(Path file) {
        long page;
        long size;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            page = Sql.number(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'image_generations'");
            size = Sql.number(connection, "PRAGMA page_size");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        byte[] garbage = new byte[(int) size];
        Arrays.fill(garbage, (byte) 0xA5);
        overwrite(file, (page - 1) * size, garbage);
    }

    /** Overwrites the header, so that SQLite no longer recognizes the file as a database. */
    static void overwriteHeader(Path file) {
        overwrite(
                file,
                0,
                "This is not a database any more, but text that has overwritten the header and a bit of the rest. "
                        .repeat(2)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void overwrite(Path file, long position, byte[] bytes) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(position);
            open.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void addProject(Transactions store, String id) {
        store.inTransaction(PortWorkload.PROFILE, tx -> {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(new ProjectId(id))
                            .profileId(PortWorkload.PROFILE)
                            .title(id)
                            .version(1)
                            .createdAt(tx.now())
                            .updatedAt(tx.now())
                            .build());
            return true;
        });
    }

    static boolean hasProject(Transactions store, String id) {
        return store.readOnly(
                PortWorkload.PROFILE,
                tx -> tx.projects().find(new ProjectId(id)).isPresent());
    }

    static List<ImageGeneration> images(Transactions store) {
        return store.readOnly(
                PortWorkload.PROFILE,
                tx -> tx.images()
                        .list(GenerationFilter.ALL, PageRequest.first(100))
                        .items());
    }
}
