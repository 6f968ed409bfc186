package io.github.reelstore.files.internal;

import io.github.reelstore.domain.media.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Copies a source to disk, and computes its hash and size. */
final class HashingFileWriter {

    /** The hash and size of the copied bytes. */
    record Result(ContentHash hash, long size) {}

    static final int BUFFER = 64 * 1024;

    /** Up to this size three threads are not faster than one, so none are started. */
    private static final long SMALL = 2 << 20;

    private HashingFileWriter() {}

    /** Copies to the end of the source and returns when the bytes are on disk. */
    static Result copy(SourceReader source, FileOperations.Output out) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        long size = copyHead(source, out, digest);
        if (size == SMALL) {
            try (PipelinedFileWriter writer = new PipelinedFileWriter(digest, out)) {
                size += writer.copy(source);
            }
        }
        out.force();
        return new Result(ContentHash.of(digest), size);
    }

    private static long copyHead(SourceReader source, FileOperations.Output out, MessageDigest digest)
            throws IOException {
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
