package io.github.reelstore.domain.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Properties of keys, ranges and formats, over random inputs. */
class MediaPropertiesTest {

    /** Random texts, few of which are keys, and texts of relevant characters, many of which are. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nearKeys =
                Arbitraries.strings().withChars("aZ0._~@+=-/\\: %\u0000é").ofMaxLength(40);
        Arbitrary<String> parts = Arbitraries.of(
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
                        "\u202E")
                .list()
                .ofMaxSize(8)
                .map(segments -> String.join("/", segments));
        return Arbitraries.oneOf(Arbitraries.strings(), nearKeys, parts);
    }

    @Property
    void aTextIsNotAKeyOrStaysBelowTheRoot(@ForAll("texts") String text) {
        KeyExpectations.refusedOrSafe(text);
    }

    @Property
    void validSegmentsFormAKey(@ForAll("validSegments") List<String> segments) {
        String text = String.join("/", segments);
        assertThat(BlobKey.parse(text).segments()).isEqualTo(segments);
        assertThat(KeyExpectations.refusedOrSafe(text)).isPresent();
    }

    @Provide
    Arbitrary<List<String>> validSegments() {
        return Arbitraries.strings()
                .withChars("aZ0_~@+=-")
                .ofMinLength(1)
                .ofMaxLength(KeySegment.MAX_LENGTH)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
    }

    /** Ids of other programs may be any text; each has its own segment. */
    @Property
    void theSegmentOfAnIdIsValidAndUnique(@ForAll("listsOfIds") List<String> ids) {
        Map<String, String> idOf = new HashMap<>();
        for (String id : ids) {
            String segment = KeySegment.of(id);
            KeyExpectations.assertSafeName(segment);
            KeySegment.check("segment", segment, segment);
            assertThat(Optional.ofNullable(idOf.put(segment, id)).orElse(id)).isEqualTo(id);
        }
    }

    @Provide
    Arbitrary<List<String>> listsOfIds() {
        return ids().list().ofMinSize(2).ofMaxSize(12);
    }

    /** Otherwise it would collide with the segment of the hashed id. */
    @Property
    void anIdThatLooksLikeAHashIsHashedItself(@ForAll("ids") String id) {
        String segment = KeySegment.of(id);
        if (!segment.equals(id)) {
            assertThat(KeySegment.of(segment)).isNotEqualTo(segment);
        }
    }

    /** Random ids, including ids that look like the segments of other ids. */
    @Provide
    Arbitrary<String> ids() {
        Arbitrary<String> plain = texts().filter(MediaPropertiesTest::isUnicode);
        return plain.flatMap(id -> Arbitraries.of(id, KeySegment.of(id), KeySegment.of(KeySegment.of(id)), id + "."));
    }

    /** Databases cannot store half a surrogate pair. */
    private static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    @Property
    void filesStayBelowTheirProjectForAnyIds(
            @ForAll("ids") String project, @ForAll("ids") String generation, @ForAll MediaFormat format) {
        BlobKey key = MediaKeys.video(new ProjectId(project), new GenerationId(generation), format);

        KeyExpectations.assertStaysBelow(key);
        assertThat(key.segments()).hasSize(4).startsWith("projects", KeySegment.of(project), "videos");
    }

    @Property
    void aRangeIsTruncatedAtTheEndOfTheFile(
            @ForAll @LongRange(min = -5) long offset, @ForAll long length, @ForAll @LongRange(min = 0) long size) {
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

    @Property
    void detectionDoesNotThrowForDamagedHeaders(@ForAll("changedHeads") byte[] head) {
        Optional<MediaFormat> format = MediaFormat.detect(head);

        assertThat(MediaFormat.describe(head)).isNotBlank();
        assertThat(MediaFormat.detect(Arrays.copyOf(head, head.length))).isEqualTo(format);
    }

    /** Headers of real files, truncated, with a few changed bytes and random bytes in front. */
    @Provide
    Arbitrary<byte[]> changedHeads() {
        Arbitrary<byte[]> heads = Arbitraries.of(Heads.real().values());
        Arbitrary<byte[]> before = Arbitraries.bytes().array(byte[].class).ofMaxSize(12);
        Arbitrary<List<Integer>> changes = Arbitraries.integers().list().ofMaxSize(6);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(0, 1024);
        return Combinators.combine(heads, before, changes, lengths).as(MediaPropertiesTest::changed);
    }

    private static byte[] changed(byte[] head, byte[] before, List<Integer> changes, int length) {
        byte[] changed = Heads.join(before, Arrays.copyOf(head, Math.min(length, head.length)));
        for (int change : changes) {
            if (changed.length > 0) {
                changed[Math.floorMod(change >> 8, Math.min(changed.length, 64))] = (byte) change;
            }
        }
        return changed;
    }

    @Property
    void aQuotedTextIsShortAndOnOneLine(@ForAll String text, @ForAll @IntRange(max = 300) int times) {
        String quoted = Messages.quoted(text.repeat(Math.min(times, 4)));

        assertThat(quoted).startsWith("\"").endsWith("\"").hasSizeLessThanOrEqualTo(123);
        assertThat(quoted.chars().filter(Character::isISOControl).count()).isZero();
    }
}
