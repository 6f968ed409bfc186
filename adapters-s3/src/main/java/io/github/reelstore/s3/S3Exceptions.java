package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Translates SDK exceptions into the exceptions of the port, by status, error code and type, never by message text. */
final class S3Exceptions {

    private final S3Config config;
    private final String region;

    /**
     * @param config used for the names in messages
     * @param region the region that requests are signed for
     */
    S3Exceptions(S3Config config, String region) {
        this.config = config;
        this.region = region;
    }

    /**
     * The status code. Derived from the error code first: CompleteMultipartUpload may fail after it has sent status
     * 200.
     */
    static int status(SdkException e) {
        return switch (code(e)) {
            case "PreconditionFailed" -> 412;
            case "ConditionalRequestConflict" -> 409;
            case "NoSuchUpload" -> 404;
            default -> e instanceof S3Exception s3 ? s3.statusCode() : 0;
        };
    }

    /** The server's error code; empty if the response has no code, as one to {@code HEAD}. */
    static String code(SdkException e) {
        return e instanceof S3Exception s3
                ? Optional.ofNullable(s3.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .orElse("")
                : "";
    }

    /**
     * Translates an exception of the SDK.
     *
     * @param subject the key or prefix
     * @param operation the operation that failed
     */
    StorageException translate(String subject, S3Operation operation, SdkException e) {
        return e instanceof S3Exception s3 ? fromResponse(subject, operation, s3) : fromClient(subject, operation, e);
    }

    private StorageException fromResponse(String subject, S3Operation operation, S3Exception e) {
        String code = code(e);
        return switch (S3ErrorKind.of(code, e.statusCode())) {
            case WRONG_CREDENTIALS ->
                misconfigured(
                        "storage.credentials",
                        "The server does not accept the credentials (" + code
                                + "); check the access key, the secret key and the session token.",
                        e);
            case WRONG_REGION -> wrongRegion(e);
            case NO_BUCKET ->
                misconfigured(
                        "storage.bucket",
                        "The bucket \"" + config.bucket() + "\" does not exist at " + server()
                                + "; create it, or use another bucket.",
                        e);
            case WRONG_CLOCK ->
                misconfigured(
                        "clock",
                        "The clock of this machine differs too much from the server's; correct it, for instance with"
                                + " NTP.",
                        e);
            case KMS ->
                misconfigured(
                        "storage.kms-key",
                        "The key management service refused the request (" + code
                                + "); check that the KMS key exists, is enabled and may be used.",
                        e);
            // Every operation needs that permission, so a store cannot be opened without it.
            case DENIED ->
                operation == S3Operation.CHECK
                        ? misconfigured("storage.credentials", notAllowed(subject, operation), e)
                        : StorageException.Unavailable.lasting(subject, notAllowed(subject, operation), e);
            case DAMAGED_IN_TRANSIT ->
                StorageException.Unavailable.passing(
                        subject,
                        failed(subject, operation, e) + ", because the bytes were damaged in transit; try again.",
                        e);
            case TRANSIENT ->
                StorageException.Unavailable.passing(subject, failed(subject, operation, e) + "; try again later.", e);
            case OTHER ->
                StorageException.Unavailable.lasting(
                        subject, failed(subject, operation, e) + "; check the configuration of the server.", e);
        };
    }

    private StorageException wrongRegion(S3Exception e) {
        Optional<String> actual = Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
        return misconfigured(
                "storage.region",
                "The bucket \"" + config.bucket() + "\" is not in the region " + region + "; set the region"
                        + actual.map(name -> " to " + name).orElse(" of the bucket") + ".",
                e);
    }

    private String notAllowed(String subject, S3Operation operation) {
        return describe(subject) + " could not be " + operation.done()
                + ", because the credentials lack a permission, probably " + operation.permission() + "; grant it.";
    }

    private String failed(String subject, S3Operation operation, S3Exception e) {
        String code = code(e);
        return describe(subject) + " could not be " + operation.done() + ": the server responded with status "
                + e.statusCode() + (code.isEmpty() ? "" : " " + code);
    }

    private StorageException fromClient(String subject, S3Operation operation, SdkException e) {
        if (unwrap(e) instanceof StorageException cause) {
            return cause;
        }
        String message = describe(subject) + " could not be " + operation.done() + ": ";
        if (hasCause(e, ConnectionRequestTimeoutException.class)) {
            return StorageException.Unavailable.passing(
                    subject,
                    message + "all " + Connection.MAX_CONNECTIONS + " connections to " + server()
                            + " are in use; close open files, or read fewer at the same time.",
                    e);
        }
        return hasCause(e, IOException.class)
                ? StorageException.Unavailable.passing(
                        subject,
                        message + server()
                                + " could not be reached, or the connection was lost; check the network and the"
                                + " endpoint, and try again.",
                        e)
                : StorageException.Unavailable.passing(
                        subject, message + server() + " sent no usable response; try again.", e);
    }

    private String describe(String subject) {
        return subject.equals(config.bucket())
                ? "The bucket \"" + config.bucket() + "\""
                : "\"" + subject + "\" in the bucket \"" + config.bucket() + "\"";
    }

    /**
     * The {@link StorageException} that the SDK wrapped, if it was thrown by code of this module; otherwise the
     * exception itself.
     */
    static RuntimeException unwrap(RuntimeException e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof StorageException wrapped) {
                return wrapped;
            }
        }
        return e;
    }

    static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /** The exception for one key of several that was not deleted; the response has only an error code. */
    StorageException forFailedKey(BlobKey key, S3Error error) {
        String code = String.valueOf(error.code());
        String message = describe(key.value()) + " could not be deleted: the server responded " + code;
        return switch (S3ErrorKind.of(code, 0)) {
            case DENIED ->
                StorageException.Unavailable.lasting(key.value(), notAllowed(key.value(), S3Operation.DELETE), null);
            case TRANSIENT, DAMAGED_IN_TRANSIT ->
                StorageException.Unavailable.passing(key.value(), message + "; try again later.", null);
            default ->
                StorageException.Unavailable.lasting(
                        key.value(), message + "; check the configuration of the server.", null);
        };
    }

    /** The exception for a failed deletion of an unknown key among these. */
    StorageException forUnknownKey(Set<BlobKey> requested, S3Error error) {
        String first = requested.iterator().next().value();
        return StorageException.Unavailable.lasting(
                first,
                "One of " + requested.size() + " files, including \"" + first + "\", could not be deleted: " + server()
                        + " responded " + error.code()
                        + " for a key that was not requested; list the remaining files and try again.",
                null);
    }

    /** The exception for an endpoint that is not an S3 server. */
    StorageException notS3(Exception e) {
        return misconfigured(
                "storage.endpoint", "The server at " + server() + " is not an S3 server; check the endpoint.", e);
    }

    /** The server, as shown in messages. */
    String server() {
        return config.endpoint()
                .map(endpoint -> endpoint.getScheme() + "://" + endpoint.getRawAuthority() + endpoint.getRawPath())
                .orElse("AWS, region " + region);
    }

    private static StorageException misconfigured(String option, String message, Exception e) {
        return new StorageException.Configuration(option, message, e);
    }
}
