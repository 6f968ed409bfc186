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
 * A part of a local file, to be sent.
 *
 * @param path the file
 * @param offset where the part begins, in bytes
 * @param length how many bytes it has
 */
record FileSlice(Path path, long offset, long length) {

    private static final int BUFFER = 64 * 1024;

    /**
     * A body that reads the file as often as it is sent, and holds none of it.
     *
     * @param key what it is sent for, for the {@link StorageException.Unavailable} where the file cannot be read
     */
    RequestBody body(BlobKey key) {
        return RequestBody.fromContentProvider(() -> open(key.value()), length, "application/octet-stream");
    }

    /** Opens it; the purpose is for the message. */
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

    /** The SHA-256 of the part's bytes. */
    byte[] digest(BlobKey key) {
        MessageDigest digest = ContentHash.newDigest();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (long done = 0; done < length; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(BUFFER, length - done));
                if (channel.read(buffer, offset + done) < 0) {
                    throw new IOException("the staged file has become shorter");
                }
                digest.update(buffer.flip());
            }
        } catch (IOException e) {
            throw unreadable(key.value(), e);
        }
        return digest.digest();
    }

    /** Ends after so many bytes. */
    private static final class Bounded extends InputStream {

        private final InputStream in;
        private long left;

        Bounded(InputStream in, long length) {
            this.in = in;
            this.left = length;
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
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, from, (int) Math.min(count, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
