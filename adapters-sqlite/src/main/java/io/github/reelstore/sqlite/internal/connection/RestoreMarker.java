package io.github.reelstore.sqlite.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file next to a database that is being restored. Its lock ends with the process that restores, so an unlocked marker
 * was left by a process that died. It is empty until the first file is moved; from then on it contains the new name of
 * the old database, and the database's fingerprint.
 */
public final class RestoreMarker implements AutoCloseable {

    private static final String FIRST_LINE = "reelstore restore 1";
    private static final String LAST_LINE = "end";
    private static final int MAX_LENGTH = 4_096;

    /** Far beyond the content, so that the content can be read on systems with mandatory locks. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final Path file;
    private final FileChannel channel;

    private RestoreMarker(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Path fileOf(Path database) {
        return SqliteFile.sibling(database, ".restore");
    }

    /** Creates and locks the marker, or locks one that was left; empty if another process has it locked. */
    public static Optional<RestoreMarker> create(Path database) throws IOException {
        Path file = fileOf(database);
        Optional<RestoreMarker> marker = locked(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        SqliteFile.forceFolderOf(file);
        return marker;
    }

    /** Locks a marker that was left; empty if another process has it locked or has just removed it. */
    static Optional<RestoreMarker> open(Path database) throws IOException {
        Path file = fileOf(database);
        try {
            return locked(file, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<RestoreMarker> locked(Path file, FileChannel channel) throws IOException {
        Object opened = SqliteFile.identity(file);
        FileLock lock = null;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            // another thread of this process holds it
            lock = null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            return Optional.empty();
        }
        if (!Files.exists(file) || !isSame(opened, SqliteFile.identity(file))) {
            // the previous holder has removed it meanwhile
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new RestoreMarker(file, channel));
    }

    private static boolean isSame(@Nullable Object before, @Nullable Object now) {
        return before == null || before.equals(now);
    }

    /**
     * The move of the old database.
     *
     * @param previousName the new name of the old database
     * @param fingerprint tells whether another program has written to it since; empty if there was no old database
     */
    record Move(String previousName, String fingerprint) {}

    /** Returns the new name of the old database; empty if no file has been moved. */
    public Optional<String> previousName() throws IOException {
        return moving().map(Move::previousName);
    }

    /** Returns the move noted before files were moved; empty if no file has been moved. */
    Optional<Move> moving() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MAX_LENGTH);
        while (content.hasRemaining() && channel.read(content, content.position()) > 0) {
            // read to the end
        }
        List<String> lines =
                StandardCharsets.UTF_8.decode(content.flip()).toString().lines().toList();
        boolean complete = lines.size() == 4
                && lines.get(0).equals(FIRST_LINE)
                && lines.get(3).equals(LAST_LINE);
        return complete ? Optional.of(new Move(lines.get(1), lines.get(2))) : Optional.empty();
    }

    /** Notes, durably, that files are going to be moved. */
    void noteMoving(Move move) throws IOException {
        ByteBuffer content = StandardCharsets.UTF_8.encode(
                FIRST_LINE + "\n" + move.previousName() + "\n" + move.fingerprint() + "\n" + LAST_LINE + "\n");
        while (content.hasRemaining()) {
            channel.write(content, content.position());
        }
        channel.force(true);
    }

    /** Notes, durably, that all files have been moved back. */
    void noteMovedBack() throws IOException {
        channel.truncate(0);
        channel.force(true);
    }

    /** Removes the marker, durably; the lock is held until this is closed. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
        SqliteFile.forceFolderOf(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
