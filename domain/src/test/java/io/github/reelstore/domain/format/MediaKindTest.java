package io.github.reelstore.domain.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaKindTest {

    @Test
    void nounsIncludeTheArticle() {
        assertThat(MediaKind.values()).extracting(MediaKind::noun).containsExactly("an image", "audio", "a video");
    }
}
