package io.github.reelstore.localfs;

import io.github.reelstore.files.internal.FileOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The real disk, with the faults that a test injects. */
final class FaultyDisk extends FileOperations {

    private boolean hardLinks = true;
    private boolean locks = true;
    private boolean writable = true;
    private boolean syncsDirectories = true;
    private boolean forces = true;
    private long freeBytes = Long.MAX_VALUE;
    private Failure failure = new Failure(Call.FORCE, When.INSTEAD, 0, 0);
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
    private int failed;

    /** The kinds of calls. */
    enum Call {
        CREATE,
        WRITE,
        FORCE,
        LINK,
        MOVE,
        SYNC_DIRECTORY
    }

    /** Whether a failing call takes effect. */
    enum When {
        /** It has no effect, except that a write writes half of its bytes. */
        INSTEAD,
        /** It takes effect, and then throws. */
        AFTERWARDS
    }

    private record Failure(Call call, When when, int first, int last) {}

    /** Resets the counters; from now on the calls of this kind fail from the first to the last of these ordinals. */
    void fail(Call call, When when, int first, int last) {
        calls.clear();
        failed = 0;
        failure = new Failure(call, when, first, last);
    }

    /** Resets the counters; from now on no call fails. */
    void heal() {
        fail(Call.FORCE, When.INSTEAD, 0, 0);
    }

    /** How many calls of this kind were made since the last reset. */
    int calls(Call call) {
        return calls.getOrDefault(call, 0);
    }

    /** How many calls failed since the last reset. */
    int failed() {
        return failed;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private void call(Call call, Action action) throws IOException {
        if (fails(call, When.INSTEAD)) {
            throw new IOException("Input/output error");
        }
        action.run();
        if (fails(call, When.AFTERWARDS)) {
            throw new IOException("Input/output error");
        }
    }

    private boolean fails(Call call, When when) {
        int ordinal = when == When.INSTEAD ? calls.merge(call, 1, Integer::sum) : calls(call);
        boolean fails =
                call == failure.call && when == failure.when && ordinal >= failure.first && ordinal <= failure.last;
        failed += fails ? 1 : 0;
        return fails;
    }

    FaultyDisk withoutHardLinks() {
        hardLinks = false;
        return this;
    }

    FaultyDisk withoutLocks() {
        locks = false;
        return this;
    }

    FaultyDisk readOnly() {
        writable = false;
        return this;
    }

    void fullAfter(long bytes) {
        freeBytes = bytes;
    }

    void failForce() {
        forces = false;
    }

    void failDirectorySync(boolean fails) {
        syncsDirectories = !fails;
    }

    @Override
    public Output create(Path file) throws IOException {
        if (!writable) {
            throw new AccessDeniedException(file.toString());
        }
        call(Call.CREATE, () -> {});
        Output real = super.create(file);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (bytes.remaining() > freeBytes) {
                    bytes.limit(bytes.position() + (int) freeBytes);
                    freeBytes = 0;
                    real.write(bytes);
                    throw new IOException("No space left on device");
                }
                freeBytes -= bytes.remaining();
                if (fails(Call.WRITE, When.INSTEAD)) {
                    bytes.limit(bytes.position() + bytes.remaining() / 2);
                    real.write(bytes);
                    throw new IOException("No space left on device");
                }
                real.write(bytes);
            }

            @Override
            public void force() throws IOException {
                if (!forces) {
                    throw new IOException("Input/output error");
                }
                call(Call.FORCE, real::force);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void link(Path link, Path file) throws IOException {
        if (!hardLinks) {
            throw new FileSystemException(link.toString(), file.toString(), "Operation not permitted");
        }
        call(Call.LINK, () -> super.link(link, file));
    }

    @Override
    public void move(Path file, Path target) throws IOException {
        call(Call.MOVE, () -> super.move(file, target));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (!syncsDirectories) {
            throw new IOException("Input/output error");
        }
        call(Call.SYNC_DIRECTORY, () -> super.syncDirectory(directory));
    }

    @Override
    public Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        if (!locks) {
            throw new IOException("No locks available");
        }
        return super.tryLock(channel);
    }
}
