package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.reelstore.domain.error.StorageException;

/** Fuzz tests for untrusted text. The tests of the app module compare the JSON check with Jackson. */
class TextFuzzTest {

    @FuzzTest
    void aTextIsRefusedOrKeptAsJson(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            JsonText json = new JsonText(text);
            assertThat(json.value()).isEqualTo(text);
        } catch (StorageException.InvalidInput e) {
            assertThat(e.subject()).isEqualTo("JSON");
            assertThat(e.getMessage()).hasSizeLessThan(200);
        }
    }

    @FuzzTest
    void aTextIsRefusedOrCanonicalised(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            LanguageTag tag = LanguageTag.of(text);
            assertThat(LanguageTag.of(tag.value())).isEqualTo(tag);
            assertThat(tag.value()).matches("[A-Za-z0-9-]+");
            assertThat(tag.matches(tag)).isTrue();
        } catch (StorageException.InvalidInput e) {
            assertThat(e.subject()).isEqualTo("language");
            assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\r", "\u001B");
        }
    }
}
