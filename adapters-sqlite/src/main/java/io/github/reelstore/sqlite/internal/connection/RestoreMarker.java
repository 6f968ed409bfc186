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
 * A file beside a database that is being restored. Its lock ends with the process that restores, so one that is not locked was left by
 * a process that died. It is empty until files begin to be moved; from then on it holds the new name of the old database, and how that
 * looked.
 */
public final class RestoreMarker implements AutoCloseable {

    private static final String FIRST_LINE = "reelstore restore 1";
    private static final String LAST_LINE = "end";
    private static final int LONGEST = 4_096;

    /** Far beyond its content, which can then be read on systems whose locks forbid that. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final Path file;
    private final FileChannel channel;

    private RestoreMarker(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Path fileOf(Path database) {
        return SqliteFile.beside(database, ".restore");
    }

    /** Makes the marker, or takes one that was left; empty if another process has it. */
    public static Optional<RestoreMarker> make(Path database) throws IOException {
        Path file = fileOf(database);
        Optional<RestoreMarker> made = locked(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        SqliteFile.forceFolderOf(file);
        return made;
    }

    /** Takes a marker that was left; empty if another process has it, or has just removed it. */
    static Optional<RestoreMarker> take(Path database) throws IOException {
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
            // another thread of this process has it
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
            // who had it has removed it meanwhile
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new RestoreMarker(file, channel));
    }

    private static boolean isSame(@Nullable Object before, @Nullable Object now) {
        return before == null || before.equals(now);
    }

    /**
     * What is being moved.
     *
     * @param aside the new name of the old database
     * @param look by which it is seen whether another program has written to it since; empty if there was none
     */
    record Move(String aside, String look) {}

    /** The new name of the old database; empty where no file has been moved. */
    public Optional<String> aside() throws IOException {
        return moving().map(Move::aside);
    }

    /** What was noted before files were moved; empty where none has been. */
    Optional<Move> moving() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(LONGEST);
        while (content.hasRemaining() && channel.read(content, content.position()) > 0) {
            // until the end
        }
        List<String> lines =
                StandardCharsets.UTF_8.decode(content.flip()).toString().lines().toList();
        boolean whole = lines.size() == 4
                && lines.get(0).equals(FIRST_LINE)
                && lines.get(3).equals(LAST_LINE);
        return whole ? Optional.of(new Move(lines.get(1), lines.get(2))) : Optional.empty();
    }

    /** Notes, durably, that files are moved from here on. */
    void noteMoving(Move move) throws IOException {
        ByteBuffer content = StandardCharsets.UTF_8.encode(
                FIRST_LINE + "\n" + move.aside() + "\n" + move.look() + "\n" + LAST_LINE + "\n");
        while (content.hasRemaining()) {
            channel.write(content, content.position());
        }
        channel.force(true);
    }

    /** Notes, durably, that no file is moved any more. */
    void noteUnmoved() throws IOException {
        channel.truncate(0);
        channel.force(true);
    }

    /** Removes it, durably; the lock ends when this is closed. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
        SqliteFile.forceFolderOf(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
