package io.github.reelstore.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.SegmentSamples;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaKeysTest {

    private static final ProjectId PROJECT = new ProjectId("p1");

    @Test
    void keysContainProjectKindAndId() {
        assertThat(MediaKeys.finalCut(PROJECT, MediaFormat.MP4)).hasToString("projects/p1/video.mp4");
        assertThat(MediaKeys.finalCut(PROJECT, "r2", MediaFormat.WEBM)).hasToString("projects/p1/video-r2.webm");
        assertThat(MediaKeys.video(PROJECT, new GenerationId("g1"), MediaFormat.MP4))
                .hasToString("projects/p1/videos/g1.mp4");
        assertThat(MediaKeys.image(PROJECT, new ImageId("i1"), MediaFormat.JPEG))
                .hasToString("projects/p1/images/i1.jpg");
        assertThat(MediaKeys.audio(PROJECT, new AudioId("a1"), MediaFormat.MP3))
                .hasToString("projects/p1/audio/a1.mp3");
    }

    @ParameterizedTest
    @EnumSource
    void theExtensionIsThatOfTheFormat(MediaFormat format) {
        assertThat(MediaKeys.image(PROJECT, new ImageId("i"), format).value())
                .isEqualTo("projects/p1/images/i." + format.extension());
    }

    static Stream<String> invalidIds() {
        return Stream.concat(
                // including a trailing dot, which the extension would hide
                SegmentSamples.bad(), Stream.of("a/b", "../p2/images/x", "/a", "x".repeat(101)));
    }

    @ParameterizedTest
    @MethodSource("invalidIds")
    void anIdThatCannotBePartOfAKeyIsReplacedByItsHash(String id) {
        String segment = "~" + sha256(id);
        assertThat(MediaKeys.video(PROJECT, new GenerationId(id), MediaFormat.MP4))
                .hasToString("projects/p1/videos/" + segment + ".mp4");
        assertThat(MediaKeys.image(PROJECT, new ImageId(id), MediaFormat.PNG))
                .hasToString("projects/p1/images/" + segment + ".png");
        assertThat(MediaKeys.audio(PROJECT, new AudioId(id), MediaFormat.MP3))
                .hasToString("projects/p1/audio/" + segment + ".mp3");
        assertThat(MediaKeys.video(new ProjectId(id), new GenerationId(id), MediaFormat.MP4))
                .hasToString("projects/" + segment + "/videos/" + segment + ".mp4");
        assertThat(MediaKeys.finalCut(new ProjectId(id), "r", MediaFormat.MP4))
                .hasToString("projects/" + segment + "/video-r.mp4");
    }

    private static String sha256(String text) {
        MessageDigest digest = ContentHash.newDigest();
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void invalidRevisionsAreRefused() {
        for (String revision : List.of("a/b", "../x", "a\0", "x".repeat(100))) {
            assertThatThrownBy(() -> MediaKeys.finalCut(PROJECT, revision, MediaFormat.MP4))
                    .isInstanceOf(StorageException.InvalidInput.class);
        }
    }

    @Test
    void theLongestIdsFit() {
        String id = "x".repeat(KeySegment.MAX_ID_LENGTH);
        for (MediaFormat format : MediaFormat.values()) {
            assertThat(MediaKeys.image(ProjectId.of(id), ImageId.of(id), format).segments())
                    .endsWith(id + "." + format.extension());
        }
    }

    @Test
    void uuidsFit() {
        String uuid = "0193f5d2-7b4c-7aaa-8bbb-cccccccccccc";
        for (MediaFormat format : MediaFormat.values()) {
            assertThat(MediaKeys.finalCut(new ProjectId(uuid), uuid, format).value())
                    .hasSizeLessThan(BlobKey.MAX_LENGTH);
        }
    }

    @Test
    void aThumbnailIsNextToItsFile() {
        BlobKey image = BlobKey.parse("projects/p/images/i1.png");
        ContentHash hash = new ContentHash("0123456789abcdef".repeat(4));
        assertThat(MediaKeys.thumbnail(image, Optional.empty(), MediaFormat.JPEG))
                .hasToString("projects/p/images/i1.thumb.jpg");
        assertThat(MediaKeys.thumbnail(image, Optional.of(hash), MediaFormat.PNG))
                .hasToString("projects/p/images/i1.thumb-0123456789ab.png");
        assertThat(MediaKeys.thumbnail(BlobKey.parse("loose"), Optional.empty(), MediaFormat.JPEG))
                .hasToString("loose.thumb.jpg");
        assertThat(MediaKeys.isThumbnail(BlobKey.parse("projects/p/images/i1.thumb.jpg"), image))
                .isTrue();
        assertThat(MediaKeys.isThumbnail(BlobKey.parse("projects/p/images/i1.thumb-0123456789ab.png"), image))
                .isTrue();
        assertThat(MediaKeys.isThumbnail(BlobKey.parse("projects/p/images/i12.thumb.jpg"), image))
                .isFalse();
        assertThat(MediaKeys.isThumbnail(BlobKey.parse("projects/p/images/i1.thumbs-up.jpg"), image))
                .isFalse();
    }

    private static final String ATTEMPT = "0123456789abcdef0123";

    @Test
    void anAttemptIsAddedToTheNameAndNotToTheId() {
        BlobKey image = MediaKeys.image(PROJECT, new ImageId("i.1"), MediaFormat.PNG);
        BlobKey key = MediaKeys.ofAttempt(image, ATTEMPT);
        assertThat(key).hasToString("projects/p1/images/i.1.~0123456789abcdef0123.png");
        assertThat(MediaKeys.idOf(key, MediaKind.IMAGE)).contains("i.1");
        assertThat(MediaKeys.projectOf(key)).contains(PROJECT);

        BlobKey cut = MediaKeys.ofAttempt(MediaKeys.finalCut(PROJECT, MediaFormat.MP4), ATTEMPT);
        assertThat(cut).hasToString("projects/p1/video.~0123456789abcdef0123.mp4");
        assertThat(MediaKeys.isFinalCut(cut, PROJECT)).isTrue();
        assertThat(MediaKeys.ofAttempt(BlobKey.parse("loose"), ATTEMPT)).hasToString("loose.~0123456789abcdef0123");
    }

    @Test
    void anAttemptReplacesTheHashOfAThumbnail() {
        BlobKey image = MediaKeys.ofAttempt(MediaKeys.image(PROJECT, new ImageId("i"), MediaFormat.PNG), ATTEMPT);
        ContentHash hash = new ContentHash("f".repeat(64));
        for (Optional<ContentHash> any : List.of(Optional.<ContentHash>empty(), Optional.of(hash))) {
            BlobKey key =
                    MediaKeys.ofAttempt(MediaKeys.thumbnail(image, any, MediaFormat.JPEG), "abcdefabcdef00000000");
            assertThat(key).hasToString("projects/p1/images/i.~0123456789abcdef0123.thumb-abcdefabcdef.jpg");
            assertThat(MediaKeys.isThumbnail(key, image)).isTrue();
        }
    }

    /** The names of lengths at which a suffix no longer fits. */
    @ParameterizedTest
    @ValueSource(ints = {76, 77, 78, 79, 80, 82, 83, 90, 95, 96, 99, 100})
    void anAttemptFitsIntoTheLongestNames(int length) {
        String id = "i".repeat(length);
        BlobKey image = MediaKeys.ofAttempt(MediaKeys.image(PROJECT, new ImageId(id), MediaFormat.PNG), ATTEMPT);
        assertThat(image.value()).endsWith(".~" + ATTEMPT + ".png");
        assertThat(MediaKeys.idOf(image, MediaKind.IMAGE)).isIn(Optional.of(id), Optional.empty());
        BlobKey plain = MediaKeys.image(PROJECT, new ImageId(id), MediaFormat.PNG);
        for (BlobKey file : List.of(image, plain)) {
            BlobKey thumbnail =
                    MediaKeys.ofAttempt(MediaKeys.thumbnail(file, Optional.empty(), MediaFormat.JPEG), ATTEMPT);
            assertThat(MediaKeys.isThumbnail(thumbnail, file))
                    .as(thumbnail.value())
                    .isTrue();
        }
    }

    @Test
    void anIdThatEndsLikeAnAttemptIsReplacedByItsHash() {
        String id = "i.~" + ATTEMPT;
        BlobKey key = MediaKeys.image(PROJECT, new ImageId(id), MediaFormat.PNG);
        assertThat(key).hasToString("projects/p1/images/~" + sha256(id) + ".png");
        assertThat(MediaKeys.idOf(key, MediaKind.IMAGE)).isEmpty();
    }

    @Test
    void theKeyOfAThumbnailIsValidForTheLongestFileName() {
        String name = "n".repeat(KeySegment.MAX_LENGTH - 4) + ".png";
        ContentHash hash = new ContentHash("0123456789abcdef".repeat(4));
        BlobKey image = BlobKey.parse("a/" + name);
        BlobKey thumbnail = MediaKeys.thumbnail(image, Optional.of(hash), MediaFormat.JPEG);
        assertThat(thumbnail.value()).startsWith("a/~").endsWith(".thumb-0123456789ab.jpg");
        assertThat(MediaKeys.isThumbnail(thumbnail, image)).isTrue();
        assertThat(MediaKeys.isThumbnail(thumbnail, BlobKey.parse("a/" + name.replaceFirst("n", "m"))))
                .isFalse();
    }

    @Test
    void theFormerKeyOfAFileInQuarantineIsKnownUnlessItWasTooLong() {
        BlobKey image = MediaKeys.image(PROJECT, new ImageId("i"), MediaFormat.PNG);
        assertThat(MediaKeys.beforeQuarantine(MediaKeys.quarantined("1", image)))
                .contains(image);
        String name = "n".repeat(KeySegment.MAX_LENGTH);
        BlobKey tooLong = new BlobKey("projects/" + name + "/" + name + "/a-long-name-of-a-file.png");
        assertThat(MediaKeys.beforeQuarantine(MediaKeys.quarantined("1", tooLong)))
                .isEmpty();
        assertThat(MediaKeys.beforeQuarantine(image)).isEmpty();
        assertThat(MediaKeys.beforeQuarantine(new BlobKey("quarantine/left.png")))
                .isEmpty();
    }
}
