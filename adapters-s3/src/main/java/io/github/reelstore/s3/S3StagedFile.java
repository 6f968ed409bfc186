package io.github.reelstore.s3;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.files.internal.StagedBytes;
import io.github.reelstore.files.internal.StagedFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A staged file with its prepared uploads; closing it aborts them. */
final class S3StagedFile extends StagedFile {

    /** Stored in the metadata of each object, to recognize an object published from this staged file. */
    private final String id = UUID.randomUUID().toString();

    private final Map<BlobKey, MultipartUpload> prepared = new HashMap<>();

    S3StagedFile(StagedBytes bytes) {
        super(bytes);
    }

    String id() {
        return id;
    }

    /** Digits of the id that are random: the others say that the id is a random UUID (RFC 9562, 5.4). */
    String attempt() {
        String digits = id.replace("-", "");
        return digits.substring(0, 12) + digits.substring(24);
    }

    Optional<MultipartUpload> preparedFor(BlobKey key) {
        return Optional.ofNullable(prepared.get(key));
    }

    void prepared(BlobKey key, MultipartUpload upload) {
        prepared.put(key, upload);
    }

    /** Forgets the upload for a key, because it was completed or can no longer be used. */
    void forgetUpload(BlobKey key) {
        prepared.remove(key);
    }

    @Override
    public void close() {
        try {
            prepared.values().forEach(MultipartUpload::abort);
            prepared.clear();
        } finally {
            super.close();
        }
    }
}
