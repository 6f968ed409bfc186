package io.github.reelstore.testkit;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Bytes that a seed determines: made on the fly, so that a large file needs no memory, and different for each seed.
 *
 * @param seed which bytes
 * @param size how many
 */
public record TestBytes(long seed, long size) {

    /** The byte at a position. */
    public byte at(long position) {
        long mixed = (seed * 0x9E3779B97F4A7C15L + position) * 0xBF58476D1CE4E5B9L;
        return (byte) (mixed >>> 56);
    }

    /** A part of them, in memory. */
    public byte[] part(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(offset + i);
        }
        return bytes;
    }

    /** All of them, in memory. */
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
                int some = (int) Math.min(count, size - position);
                for (int i = 0; i < some; i++) {
                    into[from + i] = at(position++);
                }
                return some;
            }
        };
    }
}
