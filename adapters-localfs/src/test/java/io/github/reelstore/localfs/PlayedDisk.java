package io.github.reelstore.localfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The real disk, with the failings that a test gives it. */
final class PlayedDisk extends Disk {

    private boolean hardLinks = true;
    private boolean writable = true;
    private boolean syncsFolders = true;
    private boolean forces = true;
    private long room = Long.MAX_VALUE;

    PlayedDisk withoutHardLinks() {
        hardLinks = false;
        return this;
    }

    PlayedDisk readOnly() {
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
                real.write(bytes);
            }

            @Override
            public void force() throws IOException {
                if (!forces) {
                    throw new IOException("Input/output error");
                }
                real.force();
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
        super.link(name, file);
    }

    @Override
    void syncFolder(Path folder) throws IOException {
        if (!syncsFolders) {
            throw new IOException("Input/output error");
        }
        super.syncFolder(folder);
    }
}
