package io.github.reelstore.domain.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.media.KeyExpectations;
import java.util.Arrays;
import java.util.Optional;

/**
 * Fuzz tests for untrusted input: names and first bytes of files. {@code mvn verify} runs the seeds in the test
 * resources, {@code .ci/fuzz} searches for more.
 */
class MediaFuzzTest {

    @FuzzTest
    void aTextIsNotAKeyOrStaysBelowTheRoot(FuzzedDataProvider data) {
        KeyExpectations.refusedOrSafe(data.consumeRemainingAsString());
    }

    @FuzzTest
    void aTextIsNotAPrefixOrCoversTheKeysBelowIt(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            BlobPrefix prefix = BlobPrefix.parse(text);
            assertThat(prefix.value()).isEqualTo(text);
            if (text.length() < 250) {
                BlobKey below = BlobKey.parse(text.isEmpty() ? "a" : text + "/a");
                assertThat(prefix.covers(below)).isTrue();
                assertThat(prefix.covers(BlobKey.parse(text + "x"))).isEqualTo(text.isEmpty());
            }
        } catch (StorageException.InvalidInput e) {
            assertThat(e.subject()).isEqualTo("key");
            assertThat(text).isNotEmpty();
        }
    }

    @FuzzTest
    void anyBytesCanBeDescribed(byte[] bytes) {
        byte[] before = bytes.clone();
        Optional<MediaFormat> format = MediaFormat.detect(bytes);
        String description = MediaFormat.describe(bytes);

        assertThat(bytes).isEqualTo(before);
        assertThat(description).isNotBlank().doesNotContain("\n").hasSizeLessThan(80);
        assertThat(MediaFormat.detect(bytes)).isEqualTo(format);
        if (bytes.length > MediaFormat.HEAD_BYTES) {
            byte[] head = Arrays.copyOf(bytes, MediaFormat.HEAD_BYTES);
            assertThat(MediaFormat.detect(head)).isEqualTo(format);
            assertThat(MediaFormat.describe(head)).isEqualTo(description);
        }
    }
}
