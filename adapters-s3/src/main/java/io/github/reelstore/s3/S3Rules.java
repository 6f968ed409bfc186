package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobPrefix;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Validates the values of an {@link S3Config}. Each method returns its argument or throws. */
final class S3Rules {

    /** Amazon S3, "General purpose bucket naming rules", as far as other servers follow them. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    /** A region becomes part of a host name. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** An id, an alias or an ARN of a key. */
    private static final Pattern KMS_KEY = Pattern.compile("[A-Za-z0-9:/_-]{1,2048}");

    /** Objects of these classes must be restored first, which takes hours. */
    private static final Set<StorageClass> ARCHIVE_CLASSES = Set.of(StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE);

    private static final int MAX_PORT = 65_535;

    /** Excludes {@code @} and {@code :}, which would separate a user name and a password. */
    private static final Pattern ENDPOINT_PATH = Pattern.compile("[A-Za-z0-9._~/-]*");

    private S3Rules() {}

    static String bucket(String value) {
        if (!BUCKET.matcher(value).matches()
                || value.contains("..")
                || IP_ADDRESS.matcher(value).matches()) {
            throw invalid(
                    "storage.bucket",
                    Messages.quoted(value)
                            + " is not a valid bucket name; use 3 to 63 lower-case letters, digits, dots and hyphens,"
                            + " with a letter or digit at both ends.");
        }
        return value;
    }

    static String prefix(String value) {
        try {
            return BlobPrefix.parse(value).value();
        } catch (StorageException.InvalidInput e) {
            throw new StorageException.Configuration(
                    "storage.prefix", "The prefix " + Messages.quoted(value) + " cannot be used: " + e.getMessage(), e);
        }
    }

    static String region(String value) {
        if (!REGION.matcher(value).matches()) {
            throw invalid(
                    "storage.region", Messages.quoted(value) + " is not a valid region; use one such as eu-central-1.");
        }
        return value;
    }

    static URI endpoint(URI value) {
        if (value.getRawUserInfo() != null) {
            throw invalid(
                    "storage.endpoint",
                    "The endpoint contains a user name or password; remove them, and set the credentials as the AWS SDK"
                            + " expects them, for instance with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
        String scheme = String.valueOf(value.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || value.getHost() == null || value.getRawQuery() != null || value.getRawFragment() != null) {
            throw invalid(
                    "storage.endpoint",
                    "The endpoint must be a URL such as https://s3.example.org: http or https, a host, and no query or"
                            + " fragment.");
        }
        if (value.getPort() > MAX_PORT || value.getPort() == 0) {
            throw invalid("storage.endpoint", "The endpoint's port must be 1 to " + MAX_PORT + ".");
        }
        if (!ENDPOINT_PATH.matcher(value.getRawPath()).matches()) {
            throw invalid(
                    "storage.endpoint",
                    "The endpoint's path may contain only letters, digits and . _ ~ - /; remove it unless the server"
                            + " needs one.");
        }
        return value;
    }

    static String storageClass(String value) {
        StorageClass known = StorageClass.fromValue(value);
        if (known == StorageClass.UNKNOWN_TO_SDK_VERSION) {
            throw invalid(
                    "storage.storage-class",
                    Messages.quoted(value) + " is not a storage class; use one of " + usable() + ".");
        }
        if (ARCHIVE_CLASSES.contains(known)) {
            throw invalid(
                    "storage.storage-class",
                    "Files of the storage class " + value + " cannot be read immediately; use one of " + usable()
                            + ".");
        }
        return value;
    }

    private static String usable() {
        return StorageClass.knownValues().stream()
                .filter(each -> !ARCHIVE_CLASSES.contains(each))
                .map(StorageClass::toString)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    static String kmsKey(String value, S3Config.Encryption encryption) {
        if (encryption != S3Config.Encryption.SSE_KMS) {
            throw invalid("storage.kms-key", "A KMS key requires SSE-KMS; set that encryption, or remove the key.");
        }
        if (!KMS_KEY.matcher(value).matches()) {
            throw invalid("storage.kms-key", "The KMS key must be the id, the alias or the ARN of a key.");
        }
        return value;
    }

    static Path staging(Path value) {
        if (!value.isAbsolute()) {
            throw invalid(
                    "storage.staging",
                    "The staging folder " + Messages.quoted(value.toString())
                            + " is a relative path; use an absolute path.");
        }
        return value;
    }

    private static StorageException.Configuration invalid(String option, String message) {
        return new StorageException.Configuration(option, message);
    }
}
