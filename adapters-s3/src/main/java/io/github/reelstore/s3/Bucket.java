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

/** The bucket, and the way from keys to the names of objects in it. */
final class Bucket {

    /** Metadata of an object: the SHA-256 of the whole, as {@link ContentHash} writes it. */
    static final String HASH = "reelstore-sha256";

    /** Metadata of an object: the id of the staged file it was made of. */
    static final String STAGED = "reelstore-staged";

    /** Ours. Its name starts with a dot, so no key can lead into it. */
    private static final String OWN_FOLDER = ".reelstore/";

    private final S3Client client;
    private final S3Config config;
    private final S3Exceptions exceptions;
    private final String root;
    private volatile boolean answered;

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

    S3Exceptions exceptions() {
        return exceptions;
    }

    /** What the names of all our objects begin with: empty, or with a slash at its end. */
    String root() {
        return root;
    }

    String objectOf(BlobKey key) {
        return root + key.value();
    }

    /** An object of our own that has no key. */
    String own(String name) {
        return root + OWN_FOLDER + name;
    }

    /** The key of an object below the root; empty where its name is none. */
    Optional<BlobKey> keyOf(String object) {
        try {
            return Optional.of(BlobKey.parse(object.substring(root.length())));
        } catch (StorageException.InvalidInput e) {
            return Optional.empty();
        }
    }

    /**
     * Makes sure that the bucket is there and may be listed.
     *
     * @throws StorageException.Configuration if it is not there, or another region, other credentials or another endpoint
     *     are needed; the message says which
     */
    void check() {
        ListObjectsV2Response answer;
        try {
            answer = client.listObjectsV2(
                    request -> request.bucket(name()).prefix(root).maxKeys(1));
        } catch (S3Exception e) {
            boolean codeless = S3Exceptions.code(e).isEmpty();
            throw codeless && e.statusCode() < 500 && e.statusCode() != 301
                    ? exceptions.notS3(e)
                    : exceptions.on(name(), S3Operation.CHECK, e);
        } catch (SdkClientException e) {
            // from a server that has answered before it is a line that broke off
            boolean strange = !answered && S3Exceptions.hasCause(e, XMLStreamException.class);
            throw strange ? exceptions.notS3(e) : exceptions.on(name(), S3Operation.CHECK, e);
        }
        if (answer.name() == null) {
            throw exceptions.notS3(new IllegalStateException("an answer without the bucket's name"));
        }
        answered = true;
    }

    /**
     * The SHA-256 of the whole object as the server checked it when it took the bytes in ("Checking object integrity"); empty where it
     * has none, or one of parts, which ends in their number.
     */
    Optional<ContentHash> storedHash(BlobKey key) {
        return head(key, ChecksumMode.ENABLED)
                .flatMap(head -> Optional.ofNullable(head.checksumSHA256()))
                .filter(checksum -> !checksum.contains("-"))
                .map(checksum -> new ContentHash(
                        HexFormat.of().formatHex(Base64.getDecoder().decode(checksum))));
    }

    /** What is known of an object; empty if there is none. */
    Optional<HeadObjectResponse> head(BlobKey key) {
        return head(key, null);
    }

    private Optional<HeadObjectResponse> head(BlobKey key, @Nullable ChecksumMode checksums) {
        try {
            return Optional.of(client.headObject(
                    request -> request.bucket(name()).key(objectOf(key)).checksumMode(checksums)));
        } catch (S3Exception e) {
            // An answer to HEAD has no body and so no code: it may be the bucket that is missing, or a wrong secret.
            check();
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw exceptions.on(key.value(), S3Operation.STAT, e);
        } catch (SdkException e) {
            throw exceptions.on(key.value(), S3Operation.STAT, e);
        }
    }

    /** One of an object's metadata. Their names are those of headers, which servers spell in their own ways. */
    static Optional<String> metadata(Map<String, String> all, String name) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The request that stores bytes of that hash, exclusively, and with what the configuration asks for. */
    PutObjectRequest.Builder put(String object, ContentHash hash, Map<String, String> metadata) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(name())
                .key(object)
                .ifNoneMatch("*")
                .checksumSHA256(base64(HexFormat.of().parseHex(hash.value())))
                .metadata(metadata)
                .ssekmsKeyId(config.kmsKey().orElse(null));
        config.storageClass().ifPresent(request::storageClass);
        encryption().ifPresent(request::serverSideEncryption);
        return request;
    }

    /** The same for an upload in parts. */
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
