package io.github.reelstore.testservers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/**
 * An S3-compatible server: s3proxy in this process, which checks credentials and signatures, or the server set with
 * the system property {@code reelstore.test.s3.endpoint}:
 *
 * <pre>
 * reelstore.test.s3.endpoint    https://s3.example.org
 * reelstore.test.s3.bucket      an existing bucket; the tests write below their own prefixes, and delete them
 * reelstore.test.s3.key         the access key
 * reelstore.test.s3.secret      the secret key; or REELSTORE_TEST_S3_SECRET in the environment
 * reelstore.test.s3.region      us-east-1 by default
 * reelstore.test.s3.path-style  true by default
 * </pre>
 */
public final class S3Server {

    /** A bucket and a key prefix that a test may write to. */
    public record Location(String bucket, String prefix) {}

    private static final String PROPERTY = "reelstore.test.s3.";
    private static final String ANY_PORT = "http://127.0.0.1:0";

    // one pair for all s3proxies of this process: the SDK reads it from system properties
    private static final String ACCESS_KEY = "key-" + UUID.randomUUID();
    private static final String SECRET_KEY = "secret-" + UUID.randomUUID();

    private final URI endpoint;
    private final String accessKey;
    private final String secretKey;
    private final Optional<BlobStore> backend;

    private S3Server(URI endpoint, String accessKey, String secretKey, Optional<BlobStore> backend) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.backend = backend;
    }

    private static final class Shared {
        static final S3Server S3PROXY = start(new HidingTemporaries(new TransientNio2BlobStore()));
    }

    /** The s3proxy that all tests share; it keeps files in memory. */
    public static S3Server s3proxy() {
        return Shared.S3PROXY;
    }

    /** Starts another s3proxy with its files in an existing folder; it ends with this process. */
    public static S3Server s3proxy(Path folder) {
        return start(new HidingTemporaries(new FilesystemNio2BlobStore(folder.toString())));
    }

    /** Starts another s3proxy in memory with a changed backend; it ends with this process. */
    public static S3Server s3proxy(UnaryOperator<BlobStore> change) {
        return start(change.apply(new HidingTemporaries(new TransientNio2BlobStore())));
    }

    /** The server set with the system properties, or s3proxy by default. */
    public static S3Server configured() {
        String endpoint = System.getProperty(PROPERTY + "endpoint");
        if (endpoint == null) {
            return s3proxy();
        }
        String secret = System.getProperty(PROPERTY + "secret", System.getenv("REELSTORE_TEST_S3_SECRET"));
        return new S3Server(
                URI.create(endpoint), required("key"), secret == null ? required("secret") : secret, Optional.empty());
    }

    private static String required(String name) {
        String value = System.getProperty(PROPERTY + name);
        if (value == null) {
            throw new IllegalStateException("set " + PROPERTY + name + " too, see S3Server");
        }
        return value;
    }

    private static S3Server start(BlobStore backend) {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(backend)
                .endpoint(URI.create(ANY_PORT))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy did not start", e);
        }
        URI endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
        return new S3Server(endpoint, ACCESS_KEY, SECRET_KEY, Optional.of(backend));
    }

    /** The URL of the server. */
    public URI endpoint() {
        return endpoint;
    }

    /** The access key. */
    public String accessKey() {
        return accessKey;
    }

    /** The secret key. */
    public String secretKey() {
        return secretKey;
    }

    /** The region for signatures. */
    public String region() {
        return System.getProperty(PROPERTY + "region", "us-east-1");
    }

    /** Whether the bucket is in the path instead of the host name. */
    public boolean pathStyle() {
        return Boolean.parseBoolean(System.getProperty(PROPERTY + "path-style", "true"));
    }

    /** Creates a bucket; not on an external server. */
    public String newBucket() {
        String name = "bucket-" + UUID.randomUUID();
        backend.orElseThrow(() -> new IllegalStateException("cannot create buckets on an external server"))
                .createContainer(CreateBucketRequest.builder().bucket(name).build());
        return name;
    }

    /** An empty location: a new bucket, or a new prefix on an external server. */
    public Location newLocation() {
        return backend.isPresent()
                ? new Location(newBucket(), "")
                : new Location(required("bucket"), "reelstore-test/" + UUID.randomUUID());
    }
}
