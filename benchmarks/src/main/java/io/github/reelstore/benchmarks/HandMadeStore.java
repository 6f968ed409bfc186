package io.github.reelstore.benchmarks;

import io.github.reelstore.domain.model.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Adds files as a careful program would by hand: staged, hashed, forced, linked, its folder forced, its row committed. */
final class HandMadeStore implements AutoCloseable {

    private static final String INSERT =
            "INSERT INTO image_generations (id, profile_id, project_id, provider, file_path,"
                    + " byte_size, content_hash, status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final int BUFFER = 64 * 1024;

    private final Path staging;
    private final Path folder;
    private final Connection connection;
    private final ProjectId project;
    private final PreparedStatement insert;

    private HandMadeStore(Path root, Connection connection, ProjectId project) throws IOException, SQLException {
        this.staging = Files.createDirectories(root.resolve("staging"));
        this.folder = Files.createDirectories(root.resolve("images"));
        this.connection = connection;
        this.project = project;
        connection.setAutoCommit(false);
        this.insert = connection.prepareStatement(INSERT);
    }

    static HandMadeStore open(Path root, Connection connection, ProjectId project) throws IOException, SQLException {
        return new HandMadeStore(root, connection, project);
    }

    /** Adds a file and its row. */
    void add(Path source) throws IOException, SQLException, NoSuchAlgorithmException {
        String id = UUID.randomUUID().toString();
        Path staged = staging.resolve(id);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long size = 0;
        try (InputStream in = Files.newInputStream(source);
                FileChannel out = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(ByteBuffer.wrap(buffer, 0, count));
                size += count;
            }
            out.force(true);
        }
        Path target = folder.resolve(id + ".png");
        Files.createLink(target, staged);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        commit(id, "images/" + target.getFileName(), size, HexFormat.of().formatHex(digest.digest()));
        Files.delete(staged);
    }

    private synchronized void commit(String id, String key, long size, String hash) throws SQLException {
        String now = Instant.now().toString();
        insert.setString(1, id);
        insert.setString(2, SampleRows.PROFILE.value());
        insert.setString(3, project.value());
        insert.setString(4, "imagen");
        insert.setString(5, key);
        insert.setLong(6, size);
        insert.setString(7, hash);
        insert.setString(8, "completed");
        insert.setString(9, now);
        insert.setString(10, now);
        insert.executeUpdate();
        connection.commit();
    }

    /** Copies a file durably, without hash, link and row. */
    void copyOnly(Path source) throws IOException {
        Path target = folder.resolve(UUID.randomUUID().toString());
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long copied = 0; copied < size; ) {
                copied += out.transferFrom(in, copied, size - copied);
            }
            out.force(true);
        }
    }

    /** Deletes the added files, so that they do not fill the disk. */
    void deleteFiles() throws IOException {
        TemporaryFolder.delete(folder);
        Files.createDirectory(folder);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
