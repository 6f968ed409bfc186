package io.github.reelstore.s3;

import java.util.Set;

/** What an error code of the server means, as far as the caller is told. */
enum S3ErrorKind {
    // "Error responses" in the Amazon S3 API reference, and the Security Token Service
    WRONG_CREDENTIALS(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidToken",
            "ExpiredToken",
            "TokenRefreshRequired",
            "InvalidSecurity",
            "NotSignedUp",
            "AccountProblem"),
    WRONG_REGION(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException"),
    NO_BUCKET("NoSuchBucket", "InvalidBucketName"),
    WRONG_CLOCK("RequestTimeTooSkewed"),
    DENIED("AccessDenied"),
    DAMAGED_IN_TRANSIT("BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody", "RequestTimeout", "InvalidDigest"),
    // Some come in the body of a response with status 200, so only the code identifies them.
    TRANSIENT(
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
            "KMS.KeyUnavailableException"),
    /** Any other code of the key management service. */
    KMS,
    OTHER;

    private final Set<String> codes;

    S3ErrorKind(String... codes) {
        this.codes = Set.of(codes);
    }

    /**
     * @param code empty if the response has none
     * @param status 0 if the error has none of its own
     */
    static S3ErrorKind of(String code, int status) {
        for (S3ErrorKind kind : values()) {
            if (kind.codes.contains(code)) {
                return kind;
            }
        }
        return code.startsWith("KMS.") ? KMS : ofStatus(status);
    }

    private static S3ErrorKind ofStatus(int status) {
        return switch (status) {
            case 301, 307 -> WRONG_REGION;
            case 403 -> DENIED;
            case 429 -> TRANSIENT;
            default -> status >= 500 ? TRANSIENT : OTHER;
        };
    }
}
