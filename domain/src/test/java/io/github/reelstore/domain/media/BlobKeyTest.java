package io.github.reelstore.domain.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, prefixes and ids, which share the rules for segments. */
class BlobKeyTest {

    private static final List<Function<String, Id>> IDS =
            List.of(ProfileId::of, ChannelId::of, ProjectId::of, GenerationId::of, ImageId::of, AudioId::of);

    private static final List<Function<String, Id>> IDS_OF_ANY_TEXT =
            List.of(ProfileId::new, ChannelId::new, ProjectId::new, GenerationId::new, ImageId::new, AudioId::new);

    static Stream<String> good() {
        return SegmentSamples.good();
    }

    static Stream<String> bad() {
        return SegmentSamples.bad();
    }

    @ParameterizedTest
    @MethodSource("good")
    void aValidSegmentIsAKeyAPrefixAndAnId(String segment) {
        for (String value : List.of(segment, "a/" + segment, segment + "/a", "a/" + segment + "/b")) {
            assertThat(BlobKey.parse(value)).isEqualTo(new BlobKey(value)).hasToString(value);
            assertThat(BlobPrefix.parse(value)).isEqualTo(new BlobPrefix(value)).hasToString(value);
        }
        for (Function<String, Id> id : IDS) {
            assertThat(id.apply(segment).value()).isEqualTo(segment);
            assertThat(id.apply(segment)).hasToString(segment);
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anInvalidSegmentIsRefusedInKeys(String segment) {
        for (String value : List.of(segment, "a/" + segment, segment + "/a", "a/" + segment + "/b")) {
            assertRefused("key", () -> BlobKey.parse(value));
            assertRefused("key", () -> new BlobKey(value));
            if (!value.isEmpty()) {
                assertRefused("key", () -> BlobPrefix.parse(value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anInvalidSegmentIsRefusedAsANewId(String segment) {
        for (Function<String, Id> id : IDS) {
            assertThatThrownBy(() -> id.apply(segment))
                    .isInstanceOf(StorageException.InvalidInput.class)
                    .hasMessageContaining(" id");
        }
    }

    @Test
    void aSlashIsRefusedInIds() {
        for (Function<String, Id> id : IDS) {
            assertThatThrownBy(() -> id.apply("a/b")).isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anIdFromADatabaseMayBeAnyText(String segment) {
        for (Function<String, Id> id : IDS_OF_ANY_TEXT) {
            assertThat(id.apply(segment).value()).isEqualTo(segment);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "//a",
                "a/",
                "a//b",
                "a/b/",
                "../a",
                "a/../b",
                "a/..",
                "./a",
                "a/./b",
                "a/b/../../..",
                "C:/a",
                "\\\\server\\share",
                "a\\..\\b",
                "file:///a",
                "~/../a",
                "a/\0/b"
            })
    void aKeyCannotLeaveTheRoot(String value) {
        assertRefused("key", () -> BlobKey.parse(value));
        assertRefused("key", () -> BlobPrefix.parse(value));
    }

    @Test
    void aKeyHasAtMost255Characters() {
        String longest = "a".repeat(100) + "/" + "b".repeat(100) + "/" + "c".repeat(53);
        assertThat(longest).hasSize(BlobKey.MAX_LENGTH);
        assertThat(BlobKey.parse(longest).value()).isEqualTo(longest);
        assertRefused("key", () -> BlobKey.parse(longest + "c"));
        assertRefused("key", () -> BlobKey.parse("a".repeat(300)));
        assertRefused("key", () -> BlobKey.parse("a/".repeat(100_000) + "a"));
    }

    @Test
    void aMessageIsShortAndOnOneLine() {
        for (String value : List.of("x\n".repeat(10_000), "\u001B[31m", "a".repeat(300))) {
            assertThatThrownBy(() -> BlobKey.parse(value))
                    .satisfies(
                            e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\u001B"));
        }
    }

    private static void assertRefused(String subject, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StorageException.InvalidInput.class,
                        e -> assertThat(e.subject()).isEqualTo(subject));
    }

    @Test
    void aKeyIsSplitIntoSegments() {
        assertThat(BlobKey.parse("a").segments()).containsExactly("a");
        assertThat(BlobKey.parse("a/b.c/d").segments()).containsExactly("a", "b.c", "d");
    }

    @Test
    void keysAreOrderedByTheirBytes() {
        List<BlobKey> keys = new ArrayList<>(Stream.of("b", "a/b", "a", "a-b", "A", "a.b", "a0", "~", "Z", "a/B")
                .map(BlobKey::parse)
                .toList());
        Collections.sort(keys);
        assertThat(keys)
                .isSortedAccordingTo(
                        Comparator.comparing(key -> key.value().getBytes(StandardCharsets.US_ASCII), Arrays::compare));
        assertThat(keys).startsWith(BlobKey.parse("A"));
    }

    @Test
    void aPrefixCoversWholeSegmentsBelowIt() {
        BlobPrefix prefix = BlobPrefix.parse("projects/p1");
        assertThat(prefix.covers(BlobKey.parse("projects/p1/video.mp4"))).isTrue();
        assertThat(prefix.covers(BlobKey.parse("projects/p1/images/i.png"))).isTrue();
        assertThat(prefix.covers(BlobKey.parse("projects/p1"))).isFalse();
        assertThat(prefix.covers(BlobKey.parse("projects/p10/video.mp4"))).isFalse();
        assertThat(prefix.covers(BlobKey.parse("projects/P1/video.mp4"))).isFalse();
        assertThat(prefix.covers(BlobKey.parse("x/projects/p1/video.mp4"))).isFalse();
    }

    @Test
    void theEmptyPrefixCoversEverything() {
        assertThat(BlobPrefix.parse("")).isEqualTo(BlobPrefix.ALL);
        assertThat(BlobPrefix.ALL.covers(BlobKey.parse("a"))).isTrue();
        assertThat(BlobPrefix.ALL.covers(BlobKey.parse("a/b/c"))).isTrue();
    }
}
