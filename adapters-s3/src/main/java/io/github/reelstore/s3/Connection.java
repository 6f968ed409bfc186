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
 * The AWS SDK's clients, set up for one bucket.
 *
 * <p>The HTTP client is Apache's: it streams both ways, pools connections for many threads and drops one that is left
 * unread, where the JDK's URLConnection keeps five for a host and reads the rest before it closes.
 */
final class Connection implements AutoCloseable {

    /** How long an attempt may take beside the sending of its bytes. */
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    /** A line slower than this many bytes a second is taken for a dead one. */
    private static final long SLOWEST = 64 * 1024;

    /** The most at once; a file that is being read has one. */
    static final int CONNECTIONS = 256;

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
     * Sets the clients up; asks nothing of the server.
     *
     * @throws StorageException.Configuration if there are no credentials or no region
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
            return regionsKnownHere(config).getRegion();
        } catch (SdkClientException e) {
            if (config.endpoint().isPresent()) {
                // Most servers other than AWS have no regions, and take this name.
                return Region.US_EAST_1;
            }
            throw new StorageException.Configuration(
                    "storage.region",
                    "The region of the bucket \"" + config.bucket() + "\" is not known; set the region, or AWS_REGION.",
                    e);
        }
    }

    // Where an endpoint is given, there is no use in waiting for the metadata service of an Amazon machine.
    private static AwsRegionProvider regionsKnownHere(S3Config config) {
        return config.endpoint().isEmpty()
                ? DefaultAwsRegionProviderChain.builder().build()
                : new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
    }

    private S3Client client(S3Config config) {
        var builder = S3Client.builder()
                .credentialsProvider(credentials)
                .region(region)
                .serviceConfiguration(style(config))
                // Checksums are sent as headers, precomputed: trailers are not understood by every server.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // What must have a checksum gets the one that every server knows.
                .addPlugin(LegacyMd5Plugin.create())
                .overrideConfiguration(
                        override -> override.retryStrategy(retries()).apiCallAttemptTimeout(ATTEMPT))
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(30))
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)));
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** The SDK's own, and for answers that broke off in the middle, which it takes for wrong ones. */
    private static RetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .retryOnExceptionOrCauseInstanceOf(XMLStreamException.class)
                .build();
    }

    private S3Presigner presigner(S3Config config) {
        var builder = S3Presigner.builder()
                .credentialsProvider(credentials)
                .region(region)
                .serviceConfiguration(style(config));
        config.endpoint().ifPresent((URI endpoint) -> builder.endpointOverride(endpoint));
        return builder.build();
    }

    private static S3Configuration style(S3Config config) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.pathStyle())
                .chunkedEncodingEnabled(false)
                .build();
    }

    /** Gives an attempt the time that so many bytes need. */
    static AwsRequestOverrideConfiguration timeFor(long bytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT.plusSeconds(bytes / SLOWEST))
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
