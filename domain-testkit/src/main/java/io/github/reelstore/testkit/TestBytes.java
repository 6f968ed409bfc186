package io.github.reelstore.testkit;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Pseudo-random bytes determined by a seed. They are generated on the fly, so a large file needs no memory, and they
 * differ for each seed.
 *
 * @param seed selects the bytes
 * @param size the number of bytes
 */
public record TestBytes(long seed, long size) {

    /** Returns the byte at a position. */
    public byte at(long position) {
        long mixed = (seed * 0x9E3779B97F4A7C15L + position) * 0xBF58476D1CE4E5B9L;
        return (byte) (mixed >>> 56);
    }

    /** Returns a part of the bytes, in memory. */
    public byte[] part(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(offset + i);
        }
        return bytes;
    }

    /** Returns all bytes, in memory. */
    byte[] all() {
        return part(0, Math.toIntExact(size));
    }

    public ContentHash hash() {
        MessageDigest digest = ContentHash.newDigest();
        byte[] chunk = new byte[8192];
        for (long done = 0; done < size; done += chunk.length) {
            int count = (int) Math.min(chunk.length, size - done);
            for (int i = 0; i < count; i++) {
                chunk[i] = at(done + i);
            }
            digest.update(chunk, 0, count);
        }
        return ContentHash.of(digest);
    }

    public BlobSource source() {
        return new BlobSource("test bytes " + seed, this::stream);
    }

    public InputStream stream() {
        return new InputStream() {
            private long position;

            @Override
            public int read() {
                return position < size ? at(position++) & 0xFF : -1;
            }

            @Override
            public int read(byte[] into, int from, int count) {
                if (position >= size) {
                    return -1;
                }
                int length = (int) Math.min(count, size - position);
                for (int i = 0; i < length; i++) {
                    into[from + i] = at(position++);
                }
                return length;
            }
        };
    }
}
