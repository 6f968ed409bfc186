package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The bucket, and the mapping from keys to the names of its objects. */
final class Bucket {

    /** Metadata of an object: its SHA-256 in the format of {@link ContentHash}. */
    static final String HASH = "reelstore-sha256";

    /** Metadata of an object: the id of the staged file that it was published from. */
    static final String STAGED = "reelstore-staged";

    /** Prefix of the store's own objects. It starts with a dot, so no key can point into it. */
    private static final String INTERNAL_PREFIX = ".reelstore/";

    private final S3Client client;
    private final S3Config config;
    private final S3Exceptions exceptions;
    private final String root;
    private volatile boolean checkedBefore;

    Bucket(S3Client client, S3Config config, S3Exceptions exceptions) {
        this.client = client;
        this.config = config;
        this.exceptions = exceptions;
        this.root = config.prefix().isEmpty() ? "" : config.prefix() + "/";
    }

    S3Client client() {
        return client;
    }

    String name() {
        return config.bucket();
    }

    /** The server and the bucket. */
    String server() {
        return exceptions.server() + "/" + name();
    }

    S3Exceptions exceptions() {
        return exceptions;
    }

    /** The prefix of all object names of this store: empty, or with a trailing slash. */
    String root() {
        return root;
    }

    String objectOf(BlobKey key) {
        return root + key.value();
    }

    /** The name of one of the store's own objects, which have no key. */
    String internalObject(String name) {
        return root + INTERNAL_PREFIX + name;
    }

    /** The key of an object below the root; empty if its name is not a valid key. */
    Optional<BlobKey> keyOf(String object) {
        try {
            return Optional.of(BlobKey.parse(object.substring(root.length())));
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    /**
     * Makes sure that the bucket exists and can be listed.
     *
     * @throws StorageException.Configuration if it does not exist, or if the region, the credentials or the endpoint
     *     are wrong; the message says which
     */
    void check() {
        ListObjectsV2Response response;
        try {
            response = client.listObjectsV2(
                    request -> request.bucket(name()).prefix(root).maxKeys(1));
        } catch (S3Exception e) {
            boolean hasNoCode = S3Exceptions.code(e).isEmpty();
            throw hasNoCode && e.statusCode() < 500 && e.statusCode() != 301
                    ? exceptions.notS3(e)
                    : exceptions.translate(name(), S3Operation.CHECK, e);
        } catch (SdkClientException e) {
            // malformed XML from a server that was checked before is a truncated response
            boolean notS3 = !checkedBefore && S3Exceptions.hasCause(e, XMLStreamException.class);
            throw notS3 ? exceptions.notS3(e) : exceptions.translate(name(), S3Operation.CHECK, e);
        }
        if (response.name() == null) {
            throw exceptions.notS3(new IllegalStateException("a response without the bucket's name"));
        }
        checkedBefore = true;
    }

    /**
     * The SHA-256 of the whole object as the server verified it during the upload ("Checking object integrity");
     * empty if it has none, or only a checksum of part checksums, which ends in the number of parts.
     */
    Optional<ContentHash> storedHash(BlobKey key) {
        return head(key, ChecksumMode.ENABLED)
                .flatMap(head -> Optional.ofNullable(head.checksumSHA256()))
                .filter(checksum -> !checksum.contains("-"))
                .map(checksum -> new ContentHash(
                        HexFormat.of().formatHex(Base64.getDecoder().decode(checksum))));
    }

    /** The metadata of an object; empty if it does not exist. */
    Optional<HeadObjectResponse> head(BlobKey key) {
        return head(key, null);
    }

    private Optional<HeadObjectResponse> head(BlobKey key, @Nullable ChecksumMode checksums) {
        try {
            return Optional.of(client.headObject(
                    request -> request.bucket(name()).key(objectOf(key)).checksumMode(checksums)));
        } catch (S3Exception e) {
            // A HEAD response has no body and no error code, so check for a missing bucket or a wrong secret.
            check();
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw exceptions.translate(key.value(), S3Operation.STAT, e);
        } catch (SdkException e) {
            throw exceptions.translate(key.value(), S3Operation.STAT, e);
        }
    }

    /** A metadata value by its name, ignoring case: servers change the case of header names. */
    static Optional<String> metadata(Map<String, String> all, String name) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A PUT request for bytes with that hash, with the configured options. The caller adds the condition. */
    PutObjectRequest.Builder put(String object, ContentHash hash, Map<String, String> metadata) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(name())
                .key(object)
                .checksumSHA256(base64(HexFormat.of().parseHex(hash.value())))
                .metadata(metadata)
                .ssekmsKeyId(config.kmsKey().orElse(null));
        config.storageClass().ifPresent(request::storageClass);
        encryption().ifPresent(request::serverSideEncryption);
        return request;
    }

    /** The same for a multipart upload. */
    CreateMultipartUploadRequest upload(String object, Map<String, String> metadata) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                .bucket(name())
                .key(object)
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .metadata(metadata)
                .ssekmsKeyId(config.kmsKey().orElse(null));
        config.storageClass().ifPresent(request::storageClass);
        encryption().ifPresent(request::serverSideEncryption);
        return request.build();
    }

    private Optional<ServerSideEncryption> encryption() {
        return switch (config.encryption()) {
            case BUCKET_DEFAULT -> Optional.empty();
            case SSE_S3 -> Optional.of(ServerSideEncryption.AES256);
            case SSE_KMS -> Optional.of(ServerSideEncryption.AWS_KMS);
        };
    }

    static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }
}
