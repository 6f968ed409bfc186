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

/** What the values of an {@link S3Config} must be like. Each method returns what it was given, or throws. */
final class S3Rules {

    /** Amazon S3, "General purpose bucket naming rules", as far as other servers keep them too. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

    /** It becomes part of a host name. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** An id, an alias or an ARN of a key. */
    private static final Pattern KMS_KEY = Pattern.compile("[A-Za-z0-9:/_-]{1,2048}");

    /** What is stored in them can be read only after it has been asked for hours before. */
    private static final Set<StorageClass> NOT_READABLE = Set.of(StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE);

    private static final int MAX_PORT = 65_535;

    /** Without what a user and a password would be separated by. */
    private static final Pattern ENDPOINT_PATH = Pattern.compile("[A-Za-z0-9._~/-]*");

    private S3Rules() {}

    static String bucket(String value) {
        if (!BUCKET.matcher(value).matches()
                || value.contains("..")
                || ADDRESS.matcher(value).matches()) {
            throw refused(
                    "storage.bucket",
                    Messages.quoted(value)
                            + " is not the name of a bucket: that is 3 to 63 lower-case letters, digits,"
                            + " dots and hyphens, with a letter or digit at both ends.");
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
            throw refused(
                    "storage.region",
                    Messages.quoted(value) + " is not the name of a region; give one such as eu-central-1.");
        }
        return value;
    }

    static URI endpoint(URI value) {
        if (value.getRawUserInfo() != null) {
            throw refused(
                    "storage.endpoint",
                    "The endpoint holds a user name or password; leave them out, and give credentials as the AWS SDK"
                            + " expects them, for instance by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
        String scheme = String.valueOf(value.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || value.getHost() == null || value.getRawQuery() != null || value.getRawFragment() != null) {
            throw refused(
                    "storage.endpoint",
                    "The endpoint must be an address such as https://s3.example.org, with http or https, a host and"
                            + " nothing after ? or #.");
        }
        if (value.getPort() > MAX_PORT || value.getPort() == 0) {
            throw refused("storage.endpoint", "The endpoint's port must be 1 to " + MAX_PORT + ".");
        }
        if (!ENDPOINT_PATH.matcher(value.getRawPath()).matches()) {
            throw refused(
                    "storage.endpoint",
                    "The endpoint's path may have letters, digits and . _ ~ - / alone; leave it out, unless the server"
                            + " needs one.");
        }
        return value;
    }

    static String storageClass(String value) {
        StorageClass known = StorageClass.fromValue(value);
        if (known == StorageClass.UNKNOWN_TO_SDK_VERSION) {
            throw refused(
                    "storage.storage-class",
                    Messages.quoted(value) + " is not a storage class; there are " + usable() + ".");
        }
        if (NOT_READABLE.contains(known)) {
            throw refused(
                    "storage.storage-class",
                    "Files of the storage class " + value + " cannot be read at once; take one of " + usable() + ".");
        }
        return value;
    }

    private static String usable() {
        return StorageClass.knownValues().stream()
                .filter(each -> !NOT_READABLE.contains(each))
                .map(StorageClass::toString)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    static String kmsKey(String value, S3Config.Encryption encryption) {
        if (encryption != S3Config.Encryption.SSE_KMS) {
            throw refused(
                    "storage.kms-key",
                    "A KMS key is of use only with SSE-KMS; set that encryption, or leave the key out.");
        }
        if (!KMS_KEY.matcher(value).matches()) {
            throw refused("storage.kms-key", "The KMS key must be the id, the alias or the ARN of a key.");
        }
        return value;
    }

    static Path staging(Path value) {
        if (!value.isAbsolute()) {
            throw refused(
                    "storage.staging",
                    "The staging folder " + Messages.quoted(value.toString())
                            + " is a relative path; give an absolute one.");
        }
        return value;
    }

    private static StorageException.Configuration refused(String option, String message) {
        return new StorageException.Configuration(option, message);
    }
}
