package io.github.reelstore.domain.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Finds out whether a file system has room. No error code that reaches Java tells a full disk from others, so a disk that fails every
 * write counts as full.
 */
public final class DiskRoom {

    /** A disk with less room counts as full. */
    private static final int FULL_BELOW = 1 << 20;

    private DiskRoom() {}

    /** Whether the disk of a folder is full, or a quota of it is used up. */
    public static boolean isUsedUp(Path folder) {
        return isUsedUp(folder, FULL_BELOW);
    }

    /** Whether the disk of a folder has less room than a number of bytes, or a quota of it is used up. */
    public static boolean isUsedUp(Path folder, int bytes) {
        try {
            return Files.isWritable(folder)
                    && (Files.getFileStore(folder).getUsableSpace() < bytes || isQuotaUsedUp(folder, bytes));
        } catch (IOException e) {
            return false;
        }
    }

    /** The free space that a file system reports is often that of the disk, whatever the quota: only writing shows it. */
    private static boolean isQuotaUsedUp(Path folder, int room) {
        // a file system that compresses has room for many zeros
        byte[] bytes = new byte[room];
        new SplittableRandom().nextBytes(bytes);
        Path trial = folder.resolve(".reelstore-trial-" + UUID.randomUUID());
        try (FileChannel file = FileChannel.open(
                trial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            return false;
        } catch (IOException e) {
            // otherwise it says nothing about room
            return Files.isWritable(folder);
        }
    }
}
