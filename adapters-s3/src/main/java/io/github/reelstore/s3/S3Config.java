package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The bucket that holds the files, and how to connect to it. By default the credentials come from the AWS SDK's
 * default chain (environment, system properties, profile file, container, instance).
 *
 * <pre>{@code
 * S3Config config = S3Config.builder("my-bucket").prefix("studio").region("eu-central-1").build();
 * }</pre>
 */
public final class S3Config {

    /** How the server encrypts what it stores. */
    public enum Encryption {
        /** The bucket's default encryption. */
        BUCKET_DEFAULT,
        /** Keys managed by S3 (SSE-S3). */
        SSE_S3,
        /** A key of the AWS Key Management Service (SSE-KMS). */
        SSE_KMS
    }

    private final String bucket;
    private final String prefix;
    private final Optional<String> region;
    private final Optional<URI> endpoint;
    private final boolean pathStyle;
    private final Optional<String> storageClass;
    private final Encryption encryption;
    private final Optional<String> kmsKey;
    private final Optional<Path> staging;
    private final Optional<AwsCredentialsProvider> credentials;

    private S3Config(Builder values) {
        this.bucket = S3Rules.bucket(values.bucket);
        this.prefix = S3Rules.prefix(values.prefix);
        this.region = values.region.map(S3Rules::region);
        this.endpoint = values.endpoint.map(S3Rules::endpoint);
        this.pathStyle = values.pathStyle.orElse(values.endpoint.isPresent());
        this.storageClass = values.storageClass.map(S3Rules::storageClass);
        this.encryption = values.encryption;
        this.kmsKey = values.kmsKey.map(key -> S3Rules.kmsKey(key, values.encryption));
        this.staging = values.staging.map(S3Rules::staging);
        this.credentials = values.credentials;
    }

    /** Returns a builder for a bucket, with default values for everything else. */
    public static Builder builder(String bucket) {
        return new Builder(bucket);
    }

    /**
     * Validates an endpoint as {@link Builder#build} does, and returns it.
     *
     * @throws StorageException.Configuration if it is not valid; the message does not contain it
     */
    public static URI checkedEndpoint(URI value) {
        return S3Rules.endpoint(value);
    }

    /** The bucket. */
    public String bucket() {
        return bucket;
    }

    /** The prefix of all keys in the bucket, without a trailing slash; empty if not set. */
    public String prefix() {
        return prefix;
    }

    /** The region; empty for the SDK's default. */
    public Optional<String> region() {
        return region;
    }

    /** The URL of the server; empty for AWS. */
    public Optional<URI> endpoint() {
        return endpoint;
    }

    /** Whether the bucket is in the path instead of the host name. */
    public boolean pathStyle() {
        return pathStyle;
    }

    /** The storage class; empty for the bucket's default. */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /** How the server encrypts files. */
    public Encryption encryption() {
        return encryption;
    }

    /** The key for SSE-KMS; empty for the account's default key. */
    public Optional<String> kmsKey() {
        return kmsKey;
    }

    /** The local directory for staged files; empty for one in the system's temporary directory. */
    public Optional<Path> staging() {
        return staging;
    }

    /** The credentials; empty for those of the SDK's default chain. */
    public Optional<AwsCredentialsProvider> credentials() {
        return credentials;
    }

    /** Builds an {@link S3Config}. */
    public static final class Builder {

        private final String bucket;
        private String prefix = "";
        private Optional<String> region = Optional.empty();
        private Optional<URI> endpoint = Optional.empty();
        private Optional<Boolean> pathStyle = Optional.empty();
        private Optional<String> storageClass = Optional.empty();
        private Encryption encryption = Encryption.BUCKET_DEFAULT;
        private Optional<String> kmsKey = Optional.empty();
        private Optional<Path> staging = Optional.empty();
        private Optional<AwsCredentialsProvider> credentials = Optional.empty();

        private Builder(String bucket) {
            this.bucket = bucket;
        }

        /** Sets the prefix of all keys in the bucket, without leading or trailing slash; empty for none. */
        public Builder prefix(String value) {
            this.prefix = value;
            return this;
        }

        /** Sets the region; the default is the SDK's. */
        public Builder region(String value) {
            this.region = Optional.of(value);
            return this;
        }

        /** Sets the URL of a server other than AWS, {@code http} or {@code https}. */
        public Builder endpoint(URI value) {
            this.endpoint = Optional.of(value);
            return this;
        }

        /**
         * Sets whether the bucket is in the path instead of the host name; the default is true if an endpoint is set.
         */
        public Builder pathStyle(boolean value) {
            this.pathStyle = Optional.of(value);
            return this;
        }

        /** Sets the storage class, such as {@code STANDARD_IA}; the default is the bucket's. */
        public Builder storageClass(String value) {
            this.storageClass = Optional.of(value);
            return this;
        }

        /** Sets how the server encrypts files; the default is {@link Encryption#BUCKET_DEFAULT}. */
        public Builder encryption(Encryption value) {
            this.encryption = value;
            return this;
        }

        /** Sets the key for {@link Encryption#SSE_KMS}; the default is the account's default key. */
        public Builder kmsKey(String value) {
            this.kmsKey = Optional.of(value);
            return this;
        }

        /**
         * Sets the local directory for staged files, absolute; the default is one in the system's temporary
         * directory.
         */
        public Builder staging(Path value) {
            this.staging = Optional.of(value);
            return this;
        }

        /** Sets the credentials; the default is the SDK's default chain. */
        public Builder credentials(AwsCredentialsProvider value) {
            this.credentials = Optional.of(value);
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws StorageException.Configuration if a value is not valid; the message says which and why
         */
        public S3Config build() {
            return new S3Config(this);
        }
    }
}
