package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tries whether the server honours {@code If-None-Match: *}; without it, publishing could overwrite a file. Servers
 * that do not support the header ignore or refuse it, and some honour it only if the writes follow each other. So the
 * trial writes objects whose names are not valid keys, one after the other and at the same moment. They also show
 * whether the server keeps bytes as they were sent, and metadata, which identifies a published file if the response to
 * its upload was lost.
 *
 * <p>The trial runs before the first write, not when the store is opened, since opening a store for reading must not
 * write. The result is cached until the store is closed.
 */
final class ConditionalWriteProbe {

    private static final System.Logger LOG = System.getLogger(ConditionalWriteProbe.class.getName());

    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    /** How servers refuse a request with a header that they do not know; Backblaze B2 does with 501. */
    private static final Set<Integer> NOT_KNOWN = Set.of(400, 405, NOT_IMPLEMENTED);

    private final Bucket bucket;
    private final SingleFlight put;
    private final SingleFlight multipart;

    ConditionalWriteProbe(Bucket bucket) {
        this.bucket = bucket;
        this.put = new SingleFlight(bucket.name(), () -> translated(this::tryPuts));
        this.multipart = new SingleFlight(bucket.name(), () -> translated(this::tryUploads));
    }

    /**
     * Returns whether PUT requests are exclusive, so that no request can overwrite a file. If not, requests are sent
     * without a condition.
     *
     * @throws StorageException.Unsupported if the server does not keep bytes or metadata
     */
    boolean isExclusive() {
        return put.get();
    }

    /** The value of the header {@code If-None-Match} of all uploads; null for none. */
    @Nullable String condition() {
        return isExclusive() ? ProbeObject.NONE_MATCHES : null;
    }

    /**
     * Makes sure that PUT requests are exclusive.
     *
     * @throws StorageException.Unsupported if they could overwrite objects
     */
    void requireExclusive() {
        if (!isExclusive()) {
            throw new StorageException.Unsupported(
                    "storage.endpoint",
                    "The server at " + bucket.exceptions().server()
                            + " does not honour If-None-Match (conditional writes), so a client with a presigned URL"
                            + " could overwrite a file. Use a server or a newer version that does.");
        }
    }

    /** Returns whether files can be sent in parts: if PUT requests are exclusive, these uploads must be so too. */
    boolean supportsMultipart() {
        // first, so that a server that loses metadata is refused
        isExclusive();
        return multipart.get();
    }

    ExclusiveWrites result() {
        if (!isExclusive()) {
            return ExclusiveWrites.NONE;
        }
        return supportsMultipart() ? ExclusiveWrites.ALL : ExclusiveWrites.ONE_REQUEST;
    }

    /** Sets the result of an earlier trial. How a server without exclusive writes handles parts is tried again. */
    void assume(ExclusiveWrites known) {
        put.set(known != ExclusiveWrites.NONE);
        if (known != ExclusiveWrites.NONE) {
            multipart.set(known == ExclusiveWrites.ALL);
        }
    }

    private boolean translated(BooleanSupplier trial) {
        try {
            return trial.getAsBoolean();
        } catch (SdkException e) {
            throw bucket.exceptions().translate(bucket.internalObject("probe"), S3Operation.PUBLISH, e);
        }
    }

    private boolean tryPuts() {
        boolean exclusive = refusesSecondPut()
                && WriteRace.isAlwaysWonByOne(
                        bucket,
                        (object, content) -> pace -> object.put(content, ProbeObject.NONE_MATCHES, pace.body(content)));
        if (!exclusive) {
            LOG.log(
                    Level.WARNING,
                    "The server at " + bucket.exceptions().server()
                            + " does not keep concurrent writers of one key apart (If-None-Match), so every file gets a"
                            + " key with a random part, which is used only once.");
        }
        return exclusive;
    }

    private boolean refusesSecondPut() {
        try (ProbeObject object = new ProbeObject(bucket)) {
            byte[] content = ProbeObject.content(0);
            boolean known = isKnown(() -> object.put(content, ProbeObject.NONE_MATCHES));
            if (!known) {
                object.put(content, null);
            }
            object.requireKept(content);
            return known
                    && isRefused(() -> object.put(ProbeObject.content(1), ProbeObject.NONE_MATCHES))
                    && object.holds(content);
        }
    }

    /** Runs a request; returns false if the server refuses it as one that it does not know. */
    private static boolean isKnown(Runnable request) {
        try {
            request.run();
            return true;
        } catch (SdkException e) {
            if (NOT_KNOWN.contains(S3Exceptions.status(e))) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isRefused(Runnable request) {
        try {
            request.run();
            return false;
        } catch (SdkException e) {
            if (S3Exceptions.status(e) == PRECONDITION_FAILED) {
                return true;
            }
            throw e;
        }
    }

    private boolean tryUploads() {
        if (!isExclusive()) {
            return keepsUpload(null);
        }
        return keepsUpload(ProbeObject.NONE_MATCHES)
                && refusesSecondUpload()
                && WriteRace.isAlwaysWonByOne(bucket, ConditionalWriteProbe::preparedUpload);
    }

    private boolean keepsUpload(@Nullable String condition) {
        try (ProbeObject object = new ProbeObject(bucket)) {
            byte[] content = ProbeObject.content(0);
            return isKnown(() -> upload(object, content, condition)) && object.holds(content);
        }
    }

    private boolean refusesSecondUpload() {
        try (ProbeObject object = new ProbeObject(bucket)) {
            byte[] content = ProbeObject.content(0);
            object.put(content, ProbeObject.NONE_MATCHES);
            return isRefused(() -> upload(object, ProbeObject.content(1), ProbeObject.NONE_MATCHES))
                    && object.holds(content);
        }
    }

    private static void upload(ProbeObject object, byte[] content, @Nullable String condition) {
        try (ProbeObject.Upload upload = object.upload(content)) {
            upload.complete(condition);
        }
    }

    private static WriteRace.Write preparedUpload(ProbeObject object, byte[] content) {
        ProbeObject.Upload upload = object.upload(content);
        return new WriteRace.Write() {
            @Override
            public void run(Pace pace) {
                upload.complete(ProbeObject.NONE_MATCHES);
            }

            @Override
            public void close() {
                upload.close();
            }
        };
    }
}
