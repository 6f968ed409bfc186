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

/** Turns what the server or the way to it throws into what the port throws: by status, code and type, never by text. */
final class S3Exceptions {

    /** Codes of "Error responses" in the Amazon S3 API reference, and of the token service. */
    private static final Set<String> WRONG_CREDENTIALS = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidToken",
            "ExpiredToken",
            "TokenRefreshRequired",
            "InvalidSecurity",
            "NotSignedUp",
            "AccountProblem");

    private static final Set<String> WRONG_REGION = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");

    private static final Set<String> NOT_WHOLE =
            Set.of("BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody", "RequestTimeout", "InvalidDigest");

    /** What passes by itself. Some of them come in the body of an answer with status 200, and only the code tells. */
    private static final Set<String> PASSING = Set.of(
            "InternalError",
            "SlowDown",
            "ServiceUnavailable",
            "Busy",
            "OperationAborted",
            "Throttling",
            "ThrottlingException",
            "TooManyRequests",
            "RequestLimitExceeded",
            "KMS.ThrottlingException",
            "KMS.InternalException",
            "KMS.KMSInternalException",
            "KMS.DependencyTimeoutException",
            "KMS.KeyUnavailableException");

    private static final String DENIED = "AccessDenied";

    private final S3Config config;
    private final String region;

    /**
     * @param config for the names in messages
     * @param region the one that requests are signed for
     */
    S3Exceptions(S3Config config, String region) {
        this.config = config;
        this.region = region;
    }

    /** The status; where an upload was completed, that of the code, since the answer may have begun with 200 by then. */
    static int status(SdkException e) {
        return switch (code(e)) {
            case "PreconditionFailed" -> 412;
            case "ConditionalRequestConflict" -> 409;
            case "NoSuchUpload" -> 404;
            default -> e instanceof S3Exception s3 ? s3.statusCode() : 0;
        };
    }

    /** The server's code for what is wrong; empty where it gave none, as in an answer to {@code HEAD}. */
    static String code(SdkException e) {
        return e instanceof S3Exception s3
                ? Optional.ofNullable(s3.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .orElse("")
                : "";
    }

    /**
     * What failed, in the port's terms.
     *
     * @param subject the key or prefix
     * @param operation what could not be done to it
     */
    StorageException on(String subject, S3Operation operation, SdkException e) {
        return e instanceof S3Exception s3 ? answered(subject, operation, s3) : unanswered(subject, operation, e);
    }

    private StorageException answered(String subject, S3Operation operation, S3Exception e) {
        String code = code(e);
        int status = e.statusCode();
        if (WRONG_CREDENTIALS.contains(code)) {
            return wrong(
                    "storage.credentials",
                    "The server does not accept the credentials (" + code
                            + "); check the access key, its secret and its session token where the AWS SDK finds them.",
                    e);
        }
        if (WRONG_REGION.contains(code) || status == 301 || status == 307) {
            return wrongRegion(e);
        }
        if (NOT_WHOLE.contains(code)) {
            return StorageException.Unavailable.passing(
                    subject, failed(subject, operation, e) + ", so the bytes were damaged on the way; try again.", e);
        }
        if (PASSING.contains(code)) {
            return StorageException.Unavailable.passing(
                    subject, failed(subject, operation, e) + "; try again later.", e);
        }
        if (code.startsWith("KMS.")) {
            return wrong(
                    "storage.kms-key",
                    "The key service refuses (" + code
                            + "); check that the KMS key exists, is enabled and may be used.",
                    e);
        }
        return switch (code) {
            case "NoSuchBucket", "InvalidBucketName" ->
                wrong(
                        "storage.bucket",
                        "There is no bucket \"" + config.bucket() + "\" at " + server()
                                + "; create it, or name another.",
                        e);
            case "RequestTimeTooSkewed" ->
                wrong(
                        "clock",
                        "The clock of this machine differs too much from the server's; set it right, for instance by NTP.",
                        e);
            default -> byStatus(subject, operation, e);
        };
    }

    private StorageException byStatus(String subject, S3Operation operation, S3Exception e) {
        int status = e.statusCode();
        if (status >= 500 || status == 429) {
            return StorageException.Unavailable.passing(
                    subject, failed(subject, operation, e) + "; try again later.", e);
        }
        if (status != 403 && !code(e).equals(DENIED)) {
            return StorageException.Unavailable.lasting(
                    subject, failed(subject, operation, e) + "; check the configuration of the server.", e);
        }
        // Without that permission nothing can be done at all, so it is asked for when a store is opened.
        return operation == S3Operation.CHECK
                ? wrong("storage.credentials", notAllowed(subject, operation), e)
                : StorageException.Unavailable.lasting(subject, notAllowed(subject, operation), e);
    }

    private StorageException wrongRegion(S3Exception e) {
        Optional<String> right = Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
        return wrong(
                "storage.region",
                "The bucket \"" + config.bucket() + "\" is not in the region " + region + "; set the region "
                        + right.map(name -> "to " + name).orElse("it is in") + ".",
                e);
    }

    private String notAllowed(String subject, S3Operation operation) {
        return named(subject) + " could not be " + operation.done()
                + ", because the credentials lack a permission, likely " + operation.permission() + "; grant it.";
    }

    private String failed(String subject, S3Operation operation, S3Exception e) {
        String code = code(e);
        return named(subject) + " could not be " + operation.done() + ": the server answered with status "
                + e.statusCode() + (code.isEmpty() ? "" : " " + code);
    }

    private StorageException unanswered(String subject, S3Operation operation, SdkException e) {
        if (unwrapped(e) instanceof StorageException ours) {
            return ours;
        }
        String message = named(subject) + " could not be " + operation.done() + ": ";
        if (hasCause(e, ConnectionRequestTimeoutException.class)) {
            return StorageException.Unavailable.passing(
                    subject,
                    message + "all " + Connection.CONNECTIONS + " connections to " + server()
                            + " are in use; close files that were opened, or read fewer at once.",
                    e);
        }
        return hasCause(e, IOException.class)
                ? StorageException.Unavailable.passing(
                        subject,
                        message + server() + " could not be reached, or broke off; check the network and the endpoint,"
                                + " and try again.",
                        e)
                : StorageException.Unavailable.passing(
                        subject, message + "no usable answer came from " + server() + "; try again.", e);
    }

    private String named(String subject) {
        return subject.equals(config.bucket())
                ? "The bucket \"" + config.bucket() + "\""
                : "\"" + subject + "\" in the bucket \"" + config.bucket() + "\"";
    }

    /** What our own code threw within the SDK, which wraps some of it; otherwise what the SDK threw. */
    static RuntimeException unwrapped(RuntimeException e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof StorageException ours) {
                return ours;
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

    /** One of several was not deleted; only a code says why. */
    StorageException onOneOf(BlobKey key, S3Error error) {
        String code = String.valueOf(error.code());
        if (code.equals(DENIED)) {
            return StorageException.Unavailable.lasting(key.value(), notAllowed(key.value(), S3Operation.DELETE), null);
        }
        return PASSING.contains(code) || NOT_WHOLE.contains(code)
                ? StorageException.Unavailable.passing(key.value(), notDeleted(key, code) + "; try again later.", null)
                : StorageException.Unavailable.lasting(
                        key.value(), notDeleted(key, code) + "; check the configuration of the server.", null);
    }

    /** The server did not delete something of these, and does not say what. */
    StorageException onNoneKnown(Set<BlobKey> asked, S3Error error) {
        String first = asked.iterator().next().value();
        return StorageException.Unavailable.lasting(
                first,
                "Of " + asked.size() + " files, \"" + first + "\" among them, one could not be deleted: " + server()
                        + " answered " + error.code()
                        + " for a name that was not asked for; list what is left and try again.",
                null);
    }

    private String notDeleted(BlobKey key, String code) {
        return named(key.value()) + " could not be deleted: the server answered " + code;
    }

    /** What answers is something else than S3. */
    StorageException notS3(Exception e) {
        return wrong(
                "storage.endpoint", "What answers at " + server() + " is not an S3 server; check the endpoint.", e);
    }

    /** Where the server is, for messages. */
    String server() {
        return config.endpoint()
                .map(endpoint -> endpoint.getScheme() + "://" + endpoint.getRawAuthority() + endpoint.getRawPath())
                .orElse("AWS, region " + region);
    }

    private static StorageException wrong(String option, String message, Exception e) {
        return new StorageException.Configuration(option, message, e);
    }
}
