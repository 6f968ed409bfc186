package io.github.reelstore.localfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The real disk, with the failings that a test gives it. */
final class FaultyDisk extends FileOperations {

    private boolean hardLinks = true;
    private boolean writable = true;
    private boolean syncsFolders = true;
    private boolean forces = true;
    private long room = Long.MAX_VALUE;
    private Failure failure = new Failure(Call.FORCE, When.INSTEAD, 0, 0);
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
    private int failed;

    /** What a disk is asked to do. */
    enum Call {
        CREATE,
        WRITE,
        FORCE,
        LINK,
        MOVE,
        SYNC_FOLDER
    }

    /** When it fails. */
    enum When {
        /** Nothing is done, or of bytes to write the half. */
        INSTEAD,
        /** It is done, and said to have failed. */
        AFTERWARDS
    }

    private record Failure(Call call, When when, int first, int last) {}

    /** From now on, has each kind of call counted anew, and fails those of one kind from the first to the last of these. */
    void fail(Call call, When when, int first, int last) {
        calls.clear();
        failed = 0;
        failure = new Failure(call, when, first, last);
    }

    /** From now on, fails no call; those of each kind are counted anew. */
    void heal() {
        fail(Call.FORCE, When.INSTEAD, 0, 0);
    }

    /** How many calls of a kind there were. */
    int calls(Call call) {
        return calls.getOrDefault(call, 0);
    }

    /** How many calls failed. */
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

    FaultyDisk readOnly() {
        writable = false;
        return this;
    }

    void fullAfter(long bytes) {
        room = bytes;
    }

    void failsToForce() {
        forces = false;
    }

    void failsToSyncFolders(boolean fails) {
        syncsFolders = !fails;
    }

    @Override
    Output create(Path file) throws IOException {
        if (!writable) {
            throw new AccessDeniedException(file.toString());
        }
        call(Call.CREATE, () -> {});
        Output real = super.create(file);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (bytes.remaining() > room) {
                    bytes.limit(bytes.position() + (int) room);
                    room = 0;
                    real.write(bytes);
                    throw new IOException("No space left on device");
                }
                room -= bytes.remaining();
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
    void link(Path name, Path file) throws IOException {
        if (!hardLinks) {
            throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
        }
        call(Call.LINK, () -> super.link(name, file));
    }

    @Override
    void move(Path file, Path name) throws IOException {
        call(Call.MOVE, () -> super.move(file, name));
    }

    @Override
    void syncFolder(Path folder) throws IOException {
        if (!syncsFolders) {
            throw new IOException("Input/output error");
        }
        call(Call.SYNC_FOLDER, () -> super.syncFolder(folder));
    }
}
