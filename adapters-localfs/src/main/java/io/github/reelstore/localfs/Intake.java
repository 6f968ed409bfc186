package io.github.reelstore.localfs;

import io.github.reelstore.domain.media.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Copies a source to the disk, hashing and counting on the way. */
final class Intake {

    /** What was copied. */
    record Result(ContentHash hash, long size) {}

    static final int BUFFER = 64 * 1024;

    private Intake() {}

    /** Copies to the end of the source and returns when the bytes are on the disk. */
    static Result copy(SourceReader source, Disk.Output out) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int count; (count = source.fill(buffer)) > 0; ) {
            digest.update(buffer, 0, count);
            out.write(ByteBuffer.wrap(buffer, 0, count));
            size += count;
        }
        out.force();
        return new Result(ContentHash.of(digest), size);
    }
}
