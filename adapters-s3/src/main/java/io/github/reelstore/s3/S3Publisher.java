package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Gives staged files their names in the bucket: whole, and only where nothing stands yet. */
final class S3Publisher {

    /** Files from this size on are sent in advance where that is asked for; smaller ones are sent in a moment. */
    static final long PREPARED = 256L << 10;

    /** Files larger than this are sent in parts even where nothing was asked for in advance. */
    static final long THRESHOLD = 8L << 20;

    /** The most that S3 takes in one piece ("Uploading objects"): 5 GiB. */
    static final long LARGEST_PUT = 5L << 30;

    /** How often to begin anew where others write to the same name at the same moment. */
    private static final int TRIES = 5;

    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final Bucket bucket;
    private final ConditionalWriteProbe exclusive;
    private final UploadThreads threads;

    S3Publisher(Bucket bucket, ConditionalWriteProbe exclusive, UploadThreads threads) {
        this.bucket = bucket;
        this.exclusive = exclusive;
        this.threads = threads;
    }

    /** Sends what can be sent in advance: in parts, which have no name yet, and be it one of them. */
    void prepare(S3StagedFile file, BlobKey key) {
        exclusive.require();
        boolean isToDo = file.preparedFor(key).isEmpty() && !file.wasPublished(key);
        if (isToDo && file.size() >= PREPARED && mayGoInParts(file)) {
            try {
                upload(file, key);
            } catch (SdkException e) {
                throw bucket.exceptions().on(key.value(), S3Operation.PUBLISH, e);
            }
        }
    }

    private boolean mayGoInParts(S3StagedFile file) {
        if (exclusive.holdInParts()) {
            return true;
        }
        if (file.size() > LARGEST_PUT) {
            throw new StorageException.Unsupported(
                    "storage.endpoint",
                    "The server at " + bucket.exceptions().server()
                            + " does not honour If-None-Match for uploads in parts, so"
                            + " it cannot take files of more than 5 GiB safely; this one has " + file.size()
                            + " bytes: use a server or a newer version that does.");
        }
        return false;
    }

    void publish(S3StagedFile file, BlobKey key) {
        exclusive.require();
        if (file.wasPublished(key) && isAt(file, key)) {
            return;
        }
        for (int tries = 1; !placed(file, key); tries++) {
            if (tries == TRIES) {
                throw StorageException.Unavailable.passing(
                        key.value(),
                        "The key " + key + " could not be published, because others write to it at the same moment; try"
                                + " again.",
                        null);
            }
            pause(key);
        }
        file.published(key);
    }

    /** One try; returns false where it has to be done anew. */
    private boolean placed(S3StagedFile file, BlobKey key) {
        try {
            send(file, key);
            return true;
        } catch (SdkException e) {
            return switch (S3Exceptions.status(e)) {
                // The name is taken: by us, if the answer to an earlier attempt was lost on its way.
                case 412 -> isAt(file, key) || notTaken(key, e);
                // Another write to the name was under way, after which an upload in parts cannot be completed any more.
                case 409 -> {
                    giveUp(file, key);
                    yield false;
                }
                // The upload is gone: completed, with the answer lost, or swept.
                case 404 -> isAt(file, key) || uploadIsGone(file, key, e);
                default -> outcomeOf(file, key, e);
            };
        }
    }

    private void send(S3StagedFile file, BlobKey key) {
        if (file.preparedFor(key).isEmpty() && file.size() > THRESHOLD && mayGoInParts(file)) {
            upload(file, key);
        }
        if (file.preparedFor(key).isPresent()) {
            file.preparedFor(key).orElseThrow().complete();
            file.forget(key);
        } else {
            put(file, key);
        }
    }

    private void put(S3StagedFile file, BlobKey key) {
        try {
            bucket.client()
                    .putObject(
                            bucket.put(bucket.objectOf(key), file.hash(), metadata(file))
                                    .contentLength(file.size())
                                    .overrideConfiguration(Connection.timeFor(file.size()))
                                    .build(),
                            file.whole().body(key));
        } catch (RuntimeException e) {
            throw S3Exceptions.unwrapped(e);
        }
    }

    private void upload(S3StagedFile file, BlobKey key) {
        file.prepared(key, MultipartUpload.send(bucket, threads, key, file.whole(), metadata(file)));
    }

    private static Map<String, String> metadata(S3StagedFile file) {
        return Map.of(Bucket.HASH, file.hash().value(), Bucket.STAGED, file.id());
    }

    /** Whether the object at the key was made of this staged file. */
    private boolean isAt(S3StagedFile file, BlobKey key) {
        return bucket.head(key)
                .map(HeadObjectResponse::metadata)
                .flatMap(metadata -> Bucket.metadata(metadata, Bucket.STAGED))
                .filter(file.id()::equals)
                .isPresent();
    }

    /** The key was refused for a file that is not ours: returns false if that has gone meanwhile. */
    private boolean notTaken(BlobKey key, SdkException e) {
        if (bucket.head(key).isPresent()) {
            throw new StorageException.AlreadyExists(
                    key.value(), "The key " + key + " is taken by another file; choose another key.", e);
        }
        return false;
    }

    private boolean uploadIsGone(S3StagedFile file, BlobKey key, SdkException e) {
        if (file.preparedFor(key).isEmpty() || !S3Exceptions.code(e).equals("NoSuchUpload")) {
            throw bucket.exceptions().on(key.value(), S3Operation.PUBLISH, e);
        }
        file.forget(key);
        return notTaken(key, e);
    }

    /** No answer says what became of the request, so the server is asked; where it does not tell, the failure stands. */
    private boolean outcomeOf(S3StagedFile file, BlobKey key, SdkException e) {
        StorageException failure = bucket.exceptions().on(key.value(), S3Operation.PUBLISH, e);
        try {
            if (isAt(file, key)) {
                return true;
            }
        } catch (StorageException unknown) {
            failure.addSuppressed(unknown);
        }
        throw failure;
    }

    private static void giveUp(S3StagedFile file, BlobKey key) {
        file.preparedFor(key).ifPresent(MultipartUpload::abort);
        file.forget(key);
    }

    private static void pause(BlobKey key) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StorageException.Unavailable.passing(
                    key.value(), "The publishing of \"" + key + "\" was interrupted; try again.", e);
        }
    }
}
