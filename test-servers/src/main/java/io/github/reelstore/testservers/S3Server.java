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
 * A server of S3's protocol: s3proxy in this process, which checks credentials and signatures; or, where the system property
 * {@code reelstore.test.s3.endpoint} is set, the one at that address:
 *
 * <pre>
 * reelstore.test.s3.endpoint    https://s3.example.org
 * reelstore.test.s3.bucket      a bucket that exists; the tests write below prefixes of their own, and remove them
 * reelstore.test.s3.key         the access key
 * reelstore.test.s3.secret      its secret; or REELSTORE_TEST_S3_SECRET in the environment
 * reelstore.test.s3.region      otherwise us-east-1
 * reelstore.test.s3.path-style  otherwise true
 * </pre>
 */
public final class S3Server {

    /** Where a test may write: a bucket, and what its keys begin with there. */
    public record Place(String bucket, String prefix) {}

    private static final String SWITCH = "reelstore.test.s3.";
    private static final String ANY_PORT = "http://127.0.0.1:0";

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

    /** s3proxy, in the memory of this process, one for all tests. */
    public static S3Server s3proxy() {
        return Shared.S3PROXY;
    }

    /** Another s3proxy, with its files in a folder that exists; it ends with this process. */
    public static S3Server s3proxy(Path folder) {
        return start(new HidingTemporaries(new FilesystemNio2BlobStore(folder.toString())));
    }

    /** Another s3proxy, in memory, that behaves otherwise as a test wants it; it ends with this process. */
    public static S3Server s3proxy(UnaryOperator<BlobStore> changed) {
        return start(changed.apply(new HidingTemporaries(new TransientNio2BlobStore())));
    }

    /** The server that the system properties name, otherwise s3proxy. */
    public static S3Server configured() {
        String endpoint = System.getProperty(SWITCH + "endpoint");
        if (endpoint == null) {
            return s3proxy();
        }
        String secret = System.getProperty(SWITCH + "secret", System.getenv("REELSTORE_TEST_S3_SECRET"));
        return new S3Server(
                URI.create(endpoint), required("key"), secret == null ? required("secret") : secret, Optional.empty());
    }

    private static String required(String name) {
        String value = System.getProperty(SWITCH + name);
        if (value == null) {
            throw new IllegalStateException("set " + SWITCH + name + " too, as S3Server says");
        }
        return value;
    }

    private static S3Server start(BlobStore backend) {
        String key = "key-" + UUID.randomUUID();
        String secret = "secret-" + UUID.randomUUID();
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(backend)
                .endpoint(URI.create(ANY_PORT))
                .awsAuthentication(AuthenticationType.AWS_V4, key, secret)
                .ignoreUnknownHeaders(true)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("s3proxy does not start", e);
        }
        URI endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
        return new S3Server(endpoint, key, secret, Optional.of(backend));
    }

    /** Its address. */
    public URI endpoint() {
        return endpoint;
    }

    /** The access key that it accepts. */
    public String accessKey() {
        return accessKey;
    }

    /** The secret of the access key. */
    public String secretKey() {
        return secretKey;
    }

    /** The region to sign for. */
    public String region() {
        return System.getProperty(SWITCH + "region", "us-east-1");
    }

    /** Whether the bucket stands in the path. */
    public boolean pathStyle() {
        return Boolean.parseBoolean(System.getProperty(SWITCH + "path-style", "true"));
    }

    /** Makes a bucket; only where the server is ours. */
    public String newBucket() {
        String name = "bucket-" + UUID.randomUUID();
        backend.orElseThrow(() -> new IllegalStateException("no buckets are made on a server that is not ours"))
                .createContainer(CreateBucketRequest.builder().bucket(name).build());
        return name;
    }

    /** Where nothing is yet: a bucket of its own, or on a server that is not ours a prefix of its own. */
    public Place newPlace() {
        return backend.isPresent()
                ? new Place(newBucket(), "")
                : new Place(required("bucket"), "reelstore-test/" + UUID.randomUUID());
    }
}
