package io.github.reelstore.localfs;

import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.SourceReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Copies a source to the disk, hashing and counting on the way. */
final class Intake {

    /** What was copied. */
    record Result(ContentHash hash, long size) {}

    static final int BUFFER = 64 * 1024;

    /** Up to here three threads gain nothing over one, and none are started. */
    private static final long SMALL = 2 << 20;

    private Intake() {}

    /** Copies to the end of the source and returns when the bytes are on the disk. */
    static Result copy(SourceReader source, Disk.Output out) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        long size = copyHead(source, out, digest);
        if (size == SMALL) {
            try (Pipeline pipeline = new Pipeline(digest, out)) {
                size += pipeline.copy(source);
            }
        }
        out.force();
        return new Result(ContentHash.of(digest), size);
    }

    private static long copyHead(SourceReader source, Disk.Output out, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        while (size < SMALL) {
            int count = source.fill(buffer);
            if (count == 0) {
                break;
            }
            digest.update(buffer, 0, count);
            out.write(ByteBuffer.wrap(buffer, 0, count));
            size += count;
        }
        return size;
    }
}
