package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A range of a local file to upload.
 *
 * @param path the file
 * @param offset the start of the range, in bytes
 * @param length the number of bytes
 */
record FileSlice(Path path, long offset, long length) {

    private static final int BUFFER = 64 * 1024;

    /**
     * A request body that reads the file for each attempt and buffers nothing.
     *
     * @param key used in the {@link StorageException.Unavailable} if the file cannot be read
     */
    RequestBody body(BlobKey key) {
        return RequestBody.fromContentProvider(() -> open(key.value()), length, "application/octet-stream");
    }

    /** Opens the range; the key is used in the exception message. */
    InputStream open(String key) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            channel.position(offset);
            return new Bounded(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    private static StorageException unreadable(String key, IOException e) {
        return StorageException.Unavailable.lasting(
                key,
                "The staged bytes of \"" + key + "\" could not be read again: " + S3StagingDirectory.reason(e)
                        + "; check the disk of the staging folder.",
                e);
    }

    /** The SHA-256 of the range. */
    byte[] digest(BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (long done = 0; done < length; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(BUFFER, length - done));
                if (channel.read(buffer, offset + done) < 0) {
                    throw new IOException("the staged file was truncated");
                }
                digest.update(buffer.flip());
            }
        } catch (IOException e) {
            throw unreadable(key.value(), e);
        }
        return digest.digest();
    }

    /** Ends after a number of bytes. */
    private static final class Bounded extends InputStream {

        private final InputStream in;
        private long remaining;

        Bounded(InputStream in, long length) {
            this.in = in;
            this.remaining = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (remaining == 0) {
                return -1;
            }
            int read = in.read(into, from, (int) Math.min(count, remaining));
            remaining -= Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
