package io.github.reelstore.s3;

import io.github.reelstore.domain.error.StorageException;
import java.net.URI;
import java.time.Duration;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The AWS SDK clients for one bucket.
 *
 * <p>Uses the Apache HTTP client: it streams in both directions, pools connections for many threads and drops a
 * connection with an unread response. The JDK's URLConnection keeps only five connections per host and reads the rest
 * of the response before it closes.
 */
final class Connection implements AutoCloseable {

    /** Timeout of one attempt, in addition to the time for sending its bytes. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(1);

    /** A connection slower than this many bytes per second counts as dead. */
    private static final long MIN_BYTES_PER_SECOND = 64 * 1024;

    /** Maximum number of open connections; each file that is being read uses one. */
    static final int MAX_CONNECTIONS = 256;

    private final Credentials credentials;
    private final boolean ownCredentials;
    private final Region region;
    private final S3Client client;
    private final S3Presigner presigner;

    private Connection(S3Config config, Credentials credentials, Region region) {
        this.credentials = credentials;
        this.ownCredentials = config.credentials().isEmpty();
        this.region = region;
        this.client = client(config);
        this.presigner = presigner(config);
    }

    /**
     * Creates the clients; sends no request.
     *
     * @throws StorageException.Configuration if no credentials or no region can be found
     */
    static Connection open(S3Config config) {
        Region region = region(config);
        Credentials credentials = new Credentials(
                config.credentials()
                        .orElseGet(() -> DefaultCredentialsProvider.builder().build()),
                config.bucket());
        credentials.resolveCredentials();
        return new Connection(config, credentials, region);
    }

    private static Region region(S3Config config) {
        if (config.region().isPresent()) {
            return Region.of(config.region().get());
        }
        try {
            return regionProvider(config).getRegion();
        } catch (SdkClientException e) {
            if (config.endpoint().isPresent()) {
                // Most servers other than AWS have no regions, and accept this one.
                return Region.US_EAST_1;
            }
            throw new StorageException.Configuration(
                    "storage.region",
                    "The region of the bucket \"" + config.bucket() + "\" is unknown; set the region, or AWS_REGION.",
                    e);
        }
    }

    // With an endpoint set, do not wait for the EC2 metadata service.
    private static AwsRegionProvider regionProvider(S3Config config) {
        return config.endpoint().isEmpty()
                ? DefaultAwsRegionProviderChain.builder().build()
                : new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
    }

    private S3Client client(S3Config config) {
        var builder = S3Client.builder()
                .credentialsProvider(credentials)
                .region(region)
                .serviceConfiguration(s3Configuration(config))
                // Send precomputed checksums as headers: not every server supports trailers.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // Requests that require a checksum use MD5, which every server supports.
                .addPlugin(LegacyMd5Plugin.create())
                .overrideConfiguration(
                        override -> override.retryStrategy(retryStrategy()).apiCallAttemptTimeout(ATTEMPT_TIMEOUT))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(MAX_CONNECTIONS)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(30))
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)));
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** The SDK's standard strategy, which also retries truncated responses; the SDK treats those as malformed XML. */
    private static RetryStrategy retryStrategy() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .retryOnExceptionOrCauseInstanceOf(XMLStreamException.class)
                .build();
    }

    private S3Presigner presigner(S3Config config) {
        var builder = S3Presigner.builder()
                .credentialsProvider(credentials)
                .region(region)
                .serviceConfiguration(s3Configuration(config));
        config.endpoint().ifPresent((URI endpoint) -> builder.endpointOverride(endpoint));
        return builder.build();
    }

    private static S3Configuration s3Configuration(S3Config config) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.pathStyle())
                .chunkedEncodingEnabled(false)
                .build();
    }

    /** Extends the timeout of an attempt by the time for sending that many bytes. */
    static AwsRequestOverrideConfiguration timeoutFor(long bytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT.plusSeconds(bytes / MIN_BYTES_PER_SECOND))
                .build();
    }

    S3Client client() {
        return client;
    }

    S3Presigner presigner() {
        return presigner;
    }

    String region() {
        return region.id();
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
        if (ownCredentials && credentials.provider() instanceof DefaultCredentialsProvider chain) {
            chain.close();
        }
    }
}
