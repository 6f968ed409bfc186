package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.files.internal.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * A range of a staged file to upload. The methods throw {@link StorageException.Unavailable} with the key if the file
 * cannot be read.
 *
 * @param file the file
 * @param offset the start of the range, in bytes
 * @param length the number of bytes
 */
record FileSlice(StagedFile file, long offset, long length) {

    private static final int BUFFER = 64 * 1024;

    static FileSlice whole(StagedFile file) {
        return new FileSlice(file, 0, file.size());
    }

    /** A request body that reads the file for each attempt and buffers nothing. */
    RequestBody body(BlobKey key) {
        return RequestBody.fromContentProvider(() -> open(key), length, "application/octet-stream");
    }

    private InputStream open(BlobKey key) {
        ByteRange range = length == 0 ? ByteRange.ALL : ByteRange.of(offset, length);
        return file.open(range, key.value()).stream();
    }

    /** The SHA-256 of the range; that of a whole file is known. */
    byte[] digest(BlobKey key) {
        if (length == file.size()) {
            return HexFormat.of().parseHex(file.hash().value());
        }
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(key)) {
            for (int count; (count = in.read(buffer)) >= 0; ) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw file.unreadable(key.value(), e);
        }
        return digest.digest();
    }
}
