package io.github.reelstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.s3.S3Config.Encryption;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {

    private static S3Config.Builder bucket() {
        return S3Config.builder("my-bucket");
    }

    private static void assertRefused(S3Config.Builder config, String subject) {
        assertThatThrownBy(config::build)
                .isInstanceOfSatisfying(
                        StorageException.Configuration.class,
                        e -> assertThat(e.subject()).isEqualTo(subject))
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "my.bucket-1", "0a0", "a23456789012345678901234567890123456789012345678901234567890123"})
    void validBucketNamesAreAccepted(String name) {
        assertThat(S3Config.builder(name).build().bucket()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "My-bucket",
                "-ab",
                "ab-",
                "a..b",
                "a_b",
                "a/b",
                "192.168.0.1",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void invalidBucketNamesAreRefused(String name) {
        assertRefused(S3Config.builder(name), "storage.bucket");
    }

    @Test
    void aPrefixMayHaveSeveralSegments() {
        assertThat(bucket().prefix("a/b.c").build().prefix()).isEqualTo("a/b.c");
        assertThat(bucket().build().prefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a//b", "../a", ".reelstore", "a b"})
    void invalidPrefixesAreRefused(String prefix) {
        assertRefused(bucket().prefix(prefix), "storage.prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "eu central", "-eu", "eu/1"})
    void invalidRegionsAreRefused(String region) {
        assertRefused(bucket().region(region), "storage.region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s3.example.org", "ftp://example.org", "http:///x", "http://h/?a=b", "http://h/#a", "file:/x"})
    void invalidEndpointsAreRefused(String endpoint) {
        assertRefused(bucket().endpoint(URI.create(endpoint)), "storage.endpoint");
    }

    @Test
    void aPasswordInTheEndpointIsRefusedAndNotShown() {
        S3Config.Builder config = bucket().endpoint(URI.create("https://me:hush@example.org"));
        assertRefused(config, "storage.endpoint");
        assertThatThrownBy(config::build).hasMessageNotContaining("hush");
    }

    @Test
    void pathStyleIsTheDefaultWithAnEndpoint() {
        URI endpoint = URI.create("https://example.org");
        assertThat(bucket().build().pathStyle()).isFalse();
        assertThat(bucket().endpoint(endpoint).build().pathStyle()).isTrue();
        assertThat(bucket().endpoint(endpoint).pathStyle(false).build().pathStyle())
                .isFalse();
    }

    @Test
    void onlyImmediatelyReadableStorageClassesAreAccepted() {
        assertThat(bucket().storageClass("STANDARD_IA").build().storageClass()).contains("STANDARD_IA");
        assertRefused(bucket().storageClass("standard-ia"), "storage.storage-class");
        assertRefused(bucket().storageClass("DEEP_ARCHIVE"), "storage.storage-class");
    }

    @Test
    void aKmsKeyRequiresSseKms() {
        String key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab";
        assertThat(bucket().encryption(Encryption.SSE_KMS).kmsKey(key).build().kmsKey())
                .contains(key);
        assertRefused(bucket().encryption(Encryption.SSE_S3).kmsKey(key), "storage.kms-key");
        assertRefused(bucket().kmsKey(key), "storage.kms-key");
        assertRefused(bucket().encryption(Encryption.SSE_KMS).kmsKey("no key\n"), "storage.kms-key");
    }

    @ParameterizedTest
    @CsvSource({"staging", "./staging"})
    void aRelativeStagingFolderIsRefused(String folder) {
        assertRefused(bucket().staging(Path.of(folder)), "storage.staging");
    }

    @Test
    void aBuiltConfigurationDoesNotChangeWithItsBuilder() {
        S3Config.Builder builder = bucket().prefix("a");
        S3Config config = builder.build();
        builder.prefix("b").region("eu-central-1");
        assertThat(config.prefix()).isEqualTo("a");
        assertThat(config.region()).isEmpty();
    }
}
