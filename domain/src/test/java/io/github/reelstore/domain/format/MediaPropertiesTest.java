package io.github.reelstore.domain.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.reelstore.domain.PropertyTest;
import io.github.reelstore.domain.RandomInput;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.KeySegment;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.KeyExpectations;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Properties of keys, ranges and formats, over random inputs. */
class MediaPropertiesTest {

    private static final List<String> KEY_PARTS = List.of(
            "..",
            ".",
            "a",
            "con",
            "NUL",
            "x.mp4",
            "~",
            "projects",
            "C:",
            "\\",
            "%2e%2e",
            " ",
            "",
            ".reelstore",
            "..a",
            "a..",
            "lpt1.txt",
            "~0",
            "\u202E");

    /** A random text, which is hardly ever a key, or one of relevant characters or segments, which often is. */
    private static String text(RandomInput in) {
        return in.oneOf(in.text(), in.ofCharacters("aZ0._~@+=-/\\: %\u0000é", 0, 40), in.joined("/", 0, 8, KEY_PARTS));
    }

    @PropertyTest
    void aTextIsNotAKeyOrStaysBelowTheRoot(RandomInput in) {
        KeyExpectations.refusedOrSafe(text(in));
    }

    @PropertyTest
    void validSegmentsFormAKey(RandomInput in) {
        List<String> segments = in.list(1, 2, () -> in.ofCharacters("aZ0_~@+=-", 1, KeySegment.MAX_LENGTH));
        String text = String.join("/", segments);
        assertThat(BlobKey.parse(text).segments()).isEqualTo(segments);
        assertThat(KeyExpectations.refusedOrSafe(text)).isPresent();
    }

    /** Ids of other programs may be any text; each has its own segment. */
    @PropertyTest
    void theSegmentOfAnIdIsValidAndUnique(RandomInput in) {
        Map<String, String> idOf = new HashMap<>();
        for (String id : in.list(2, 12, () -> id(in))) {
            String segment = KeySegment.of(id);
            KeyExpectations.assertSafeName(segment);
            KeySegment.check("segment", segment, segment);
            assertThat(Optional.ofNullable(idOf.put(segment, id)).orElse(id)).isEqualTo(id);
        }
    }

    /** Otherwise it would collide with the segment of the hashed id. */
    @PropertyTest
    void anIdThatLooksLikeAHashIsHashedItself(RandomInput in) {
        String id = id(in);
        String segment = KeySegment.of(id);
        if (!segment.equals(id)) {
            assertThat(KeySegment.of(segment)).isNotEqualTo(segment);
        }
    }

    /** A random id, which may look like the segment of another id; databases cannot store half a surrogate pair. */
    private static String id(RandomInput in) {
        String id = Stream.generate(() -> text(in))
                .filter(RandomInput::isUnicode)
                .findFirst()
                .orElseThrow();
        return in.oneOf(id, KeySegment.of(id), KeySegment.of(KeySegment.of(id)), id + ".");
    }

    @PropertyTest
    void filesStayBelowTheirProjectForAnyIds(RandomInput in) {
        String project = id(in);
        String generation = id(in);
        BlobKey key =
                MediaKeys.video(new ProjectId(project), new GenerationId(generation), in.oneOf(MediaFormat.values()));

        KeyExpectations.assertStaysBelow(key);
        assertThat(key.segments()).hasSize(4).startsWith("projects", KeySegment.of(project), "videos");
    }

    @PropertyTest
    void aRangeIsTruncatedAtTheEndOfTheFile(RandomInput in) {
        long offset = in.between(-5L, Long.MAX_VALUE);
        long length = in.between(Long.MIN_VALUE, Long.MAX_VALUE);
        long size = in.between(0L, Long.MAX_VALUE);
        if (offset < 0 || length <= 0) {
            assertThatThrownBy(() -> ByteRange.of(offset, length)).isInstanceOf(StorageException.InvalidInput.class);
            return;
        }
        for (ByteRange range : List.of(ByteRange.of(offset, length), ByteRange.from(offset))) {
            boolean wholeEmptyFile = offset == 0 && range.length().equals(OptionalLong.empty());
            if (offset >= size && !wholeEmptyFile) {
                assertThatThrownBy(() -> range.lengthWithin(size)).isInstanceOf(StorageException.InvalidInput.class);
            } else {
                long actual = range.lengthWithin(size);
                assertThat(actual).isBetween(wholeEmptyFile ? 0L : 1L, size - offset);
                assertThat(actual).isLessThanOrEqualTo(range.length().orElse(Long.MAX_VALUE));
            }
        }
    }

    @PropertyTest
    void detectionDoesNotThrowForDamagedHeaders(RandomInput in) {
        byte[] head = damagedHead(in);
        Optional<MediaFormat> format = MediaFormat.detect(head);

        assertThat(MediaFormat.describe(head)).isNotBlank();
        assertThat(MediaFormat.detect(Arrays.copyOf(head, head.length))).isEqualTo(format);
    }

    /** The header of a real file, truncated, with a few changed bytes and random bytes in front. */
    private static byte[] damagedHead(RandomInput in) {
        byte[] head = in.oneOf(List.copyOf(Heads.real().values()));
        byte[] damaged = Heads.join(in.bytes(12), Arrays.copyOf(head, Math.min(in.between(0, 1024), head.length)));
        if (damaged.length > 0) {
            int last = Math.min(damaged.length, 64) - 1;
            in.list(0, 6, () -> in.between(0, last))
                    .forEach(index -> damaged[index] = (byte) in.between(Byte.MIN_VALUE, Byte.MAX_VALUE));
        }
        return damaged;
    }

    @PropertyTest
    void aQuotedTextIsShortAndOnOneLine(RandomInput in) {
        String quoted = Messages.quoted(in.text().repeat(in.between(0, 4)));

        assertThat(quoted).startsWith("\"").endsWith("\"").hasSizeLessThanOrEqualTo(123);
        assertThat(quoted.chars().filter(Character::isISOControl).count()).isZero();
    }
}
