package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.testservers.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Translation of SDK exceptions, including those that no test server can produce. */
class S3ExceptionsIT {

    private final S3Exceptions exceptions =
            new S3Exceptions(S3Config.builder("my-bucket").build(), "eu-central-1");

    private StorageException translate(int status, String code) {
        return exceptions.translate("k", S3Operation.PUBLISH, (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "200, InternalError",
        "200, SlowDown",
        "200, ServiceUnavailable",
        "400, RequestTimeout",
        "400, KMS.ThrottlingException",
        "503, Unheard",
        "429, Unheard",
    })
    void transientErrorsAreRetryable(int status, String code) {
        assertThat(translate(status, code))
                .isInstanceOf(StorageException.Unavailable.class)
                .satisfies(e -> assertThat(e.isRetryable()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "400, KMS.DisabledException, storage.kms-key",
        "500, KMS.NotFoundException, storage.kms-key",
        "200, ExpiredToken, storage.credentials",
        "200, NoSuchBucket, storage.bucket",
    })
    void configurationErrorsAreRecognizedByTheirCode(int status, String code, String subject) {
        assertThat(translate(status, code)).isInstanceOf(StorageException.Configuration.class);
        assertThat(translate(status, code).subject()).isEqualTo(subject);
    }

    @Test
    void anExhaustedConnectionPoolIsReported() {
        StorageException e = exceptions.translate(
                "k",
                S3Operation.OPEN,
                SdkClientException.create("timeout", new ConnectionRequestTimeoutException("no connection")));
        assertThat(e).hasMessageContainingAll("256 connections", "in use", "close open files");
        assertThat(e.isRetryable()).isTrue();
    }

    @Test
    void expiredCredentialsAreReported(@TempDir Path staging) {
        S3Server server = S3Server.s3proxy();
        AtomicBoolean expired = new AtomicBoolean();
        S3Config config = Fixture.config(server, server.newLocation())
                .staging(staging)
                .credentials(() -> {
                    if (expired.get()) {
                        throw SdkClientException.create("expired");
                    }
                    return Fixture.credentials(server.accessKey(), server.secretKey())
                            .resolveCredentials();
                })
                .build();
        try (S3BlobStore store = S3BlobStore.open(config)) {
            expired.set(true);
            assertThatThrownBy(() -> store.stat(Fixture.key("k")))
                    .isInstanceOfSatisfying(
                            StorageException.Configuration.class,
                            e -> assertThat(e.subject()).isEqualTo("storage.credentials"));
            assertThatThrownBy(() -> store.presignGet(Fixture.key("k"), Duration.ofMinutes(1)))
                    .isInstanceOf(StorageException.Configuration.class);
            assertThatThrownBy(() -> Fixture.put(store, "hello", "k"))
                    .isInstanceOf(StorageException.Configuration.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "65535, 60", "65536, 61", "8388608, 188", "5368709120, 81980"})
    void theTimeoutOfAnAttemptGrowsWithItsBytes(long bytes, long seconds) {
        assertThat(Connection.timeoutFor(bytes).apiCallAttemptTimeout()).contains(Duration.ofSeconds(seconds));
    }
}
