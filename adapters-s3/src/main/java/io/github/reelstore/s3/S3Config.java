package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Which bucket holds the files and how it is reached. Credentials are those of the SDK's own chain (environment, system
 * properties, profile file, container, instance), unless code gives others.
 *
 * <pre>{@code
 * S3Config config = S3Config.builder("my-bucket").prefix("studio").region("eu-central-1").build();
 * }</pre>
 */
public final class S3Config {

    /** How the server encrypts what it stores. */
    public enum Encryption {
        /** As the bucket is set up. */
        BUCKET_DEFAULT,
        /** With keys of S3 (SSE-S3). */
        SSE_S3,
        /** With a key of the key management service (SSE-KMS). */
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

    /** A builder for a bucket, with nothing else set. */
    public static Builder builder(String bucket) {
        return new Builder(bucket);
    }

    /**
     * An endpoint, once it was checked as {@link Builder#build} does.
     *
     * @throws StorageException.Configuration if it is not valid; the message does not show it
     */
    public static URI checkedEndpoint(URI value) {
        return S3Rules.endpoint(value);
    }

    /** The bucket. */
    public String bucket() {
        return bucket;
    }

    /** What all keys begin with in the bucket; empty for nothing. */
    public String prefix() {
        return prefix;
    }

    /** The region; empty for the SDK's own choice. */
    public Optional<String> region() {
        return region;
    }

    /** The address of the server; empty for AWS. */
    public Optional<URI> endpoint() {
        return endpoint;
    }

    /** Whether the bucket stands in the path rather than in the host name. */
    public boolean pathStyle() {
        return pathStyle;
    }

    /** The storage class; empty for the bucket's. */
    public Optional<String> storageClass() {
        return storageClass;
    }

    /** How the server encrypts. */
    public Encryption encryption() {
        return encryption;
    }

    /** The key for SSE-KMS; empty for the account's default. */
    public Optional<String> kmsKey() {
        return kmsKey;
    }

    /** The local folder for files on their way; empty for one of the system's temporary folder. */
    public Optional<Path> staging() {
        return staging;
    }

    /** Credentials; empty for those of the SDK's own chain. */
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

        /** Sets what all keys begin with in the bucket, without slashes at the ends; empty for nothing. */
        public Builder prefix(String value) {
            this.prefix = value;
            return this;
        }

        /** Sets the region; otherwise it is the SDK's own choice. */
        public Builder region(String value) {
            this.region = Optional.of(value);
            return this;
        }

        /** Sets the address of a server other than AWS's, {@code http} or {@code https}. */
        public Builder endpoint(URI value) {
            this.endpoint = Optional.of(value);
            return this;
        }

        /** Sets whether the bucket stands in the path rather than in the host name; otherwise it does where an endpoint is set. */
        public Builder pathStyle(boolean value) {
            this.pathStyle = Optional.of(value);
            return this;
        }

        /** Sets the storage class, such as {@code STANDARD_IA}; otherwise it is the bucket's. */
        public Builder storageClass(String value) {
            this.storageClass = Optional.of(value);
            return this;
        }

        /** Sets how the server encrypts. */
        public Builder encryption(Encryption value) {
            this.encryption = value;
            return this;
        }

        /** Sets the key for {@link Encryption#SSE_KMS}; otherwise it is the account's default key. */
        public Builder kmsKey(String value) {
            this.kmsKey = Optional.of(value);
            return this;
        }

        /** Sets the local folder for files on their way, absolute; otherwise it is one of the system's temporary folder. */
        public Builder staging(Path value) {
            this.staging = Optional.of(value);
            return this;
        }

        /** Sets credentials other than those of the SDK's own chain. */
        public Builder credentials(AwsCredentialsProvider value) {
            this.credentials = Optional.of(value);
            return this;
        }

        /**
         * Builds it.
         *
         * @throws StorageException.Configuration if a value is not valid; the message says which and why
         */
        public S3Config build() {
            return new S3Config(this);
        }
    }
}
