package io.github.reelstore.s3;

/** What an error of the server means to the caller. */
enum S3ErrorKind {
    WRONG_CREDENTIALS,
    WRONG_REGION,
    NO_BUCKET,
    WRONG_CLOCK,
    /** The key management service refuses. */
    KMS,
    DENIED,
    DAMAGED_IN_TRANSIT,
    TRANSIENT,
    OTHER;

    /**
     * Classifies an error by its code ("Error responses" in the Amazon S3 API reference, and the Security Token
     * Service), otherwise by its status. Some errors come in the body of a response with status 200, so only the code
     * identifies them.
     *
     * @param code empty if the response has none
     * @param status 0 for one of several errors of a response
     */
    static S3ErrorKind of(String code, int status) {
        return switch (code) {
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "ExpiredToken",
                    "TokenRefreshRequired",
                    "InvalidSecurity",
                    "NotSignedUp",
                    "AccountProblem" -> WRONG_CREDENTIALS;
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> WRONG_REGION;
            case "NoSuchBucket", "InvalidBucketName" -> NO_BUCKET;
            case "RequestTimeTooSkewed" -> WRONG_CLOCK;
            case "AccessDenied" -> DENIED;
            case "BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody", "RequestTimeout", "InvalidDigest" ->
                DAMAGED_IN_TRANSIT;
            case "InternalError",
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
                    "KMS.KeyUnavailableException" -> TRANSIENT;
            default -> code.startsWith("KMS.") ? KMS : ofStatus(status);
        };
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
