package io.github.reelstore.media.internal.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaMetadata;
import io.github.reelstore.media.MediaConfig;
import io.github.reelstore.media.ParsingProbe;
import io.github.reelstore.media.samples.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ogg streams that begin late, and those with large comments. */
class OggStreamTest {

    private static final int POSITION = 6;
    private static final int SEGMENTS = 26;

    private static MediaMetadata probe(byte[] ogg) {
        return new ParsingProbe(MediaConfig.DEFAULT).probe(Samples.file(ogg), MediaFormat.OGG);
    }

    private static List<byte[]> pages(byte[] ogg) {
        List<byte[]> pages = new ArrayList<>();
        for (int at = 0; at < ogg.length; ) {
            int segments = ogg[at + SEGMENTS] & 0xFF;
            int end = at + SEGMENTS + 1 + segments;
            for (int i = 0; i < segments; i++) {
                end += ogg[at + SEGMENTS + 1 + i] & 0xFF;
            }
            pages.add(Arrays.copyOfRange(ogg, at, end));
            at = end;
        }
        return pages;
    }

    private static byte[] joined(List<byte[]> pages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pages.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static ByteBuffer little(byte[] page) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same stream, as recorded from the middle of a longer one. */
    private static byte[] late(byte[] ogg, long by) {
        List<byte[]> pages = pages(ogg);
        for (byte[] page : pages) {
            long position = little(page).getLong(POSITION);
            little(page).putLong(POSITION, position > 0 ? position + by : position);
        }
        return joined(pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus.ogg", "opus-stereo.ogg", "vorbis.ogg", "vorbis-stereo.ogg", "flac.ogg"})
    void streamMayBeginLate(String sample) {
        byte[] ogg = Samples.bytes(sample);
        MediaMetadata expected = probe(ogg);
        for (long by : List.of(1L, 24_000L, 360_000_000L)) {
            MediaMetadata metadata = probe(late(ogg, by));
            assertThat(metadata.durationMs().orElseThrow())
                    // the last packet of a stream with a single page may be cut, by an unknown number of samples
                    .isCloseTo(expected.durationMs().orElseThrow(), within(25L));
            assertThat(metadata.warnings()).isEmpty();
        }
    }

    @Test
    void eachOfSeveralStreamsMayBeginLate() {
        byte[] first = late(Samples.bytes("opus.ogg"), 1_000_000);
        byte[] second = late(Samples.bytes("opus-stereo.ogg"), 2_000_000);
        assertThat(probe(joined(List.of(first, second))).durationMs().orElseThrow())
                .isCloseTo(1150 + 2050, within(10L));
    }

    /** Two frames of 20 ms a packet, on pages of 10 packets. */
    @Test
    void speexMayBeginLate() {
        ByteBuffer header = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        header.put("Speex   ".getBytes(StandardCharsets.ISO_8859_1));
        header.putInt(36, 16_000).putInt(48, 1).putInt(56, 320).putInt(64, 2);
        List<byte[]> pages = new ArrayList<>();
        pages.add(page(2, 0, header.array()));
        pages.add(page(0, 0, new byte[60]));
        for (int i = 1; i <= 5; i++) {
            pages.add(page(i == 5 ? 4 : 0, 777_777 + i * 6_400L, packets(10, 70)));
        }
        MediaMetadata metadata = probe(joined(pages));
        assertThat(metadata.durationMs()).contains(2000L);
        assertThat(metadata.bitrate()).contains(5 * 10 * 70 * 8 / 2);
        assertThat(metadata.warnings()).isEmpty();
    }

    /** A page at the end that was cut off has a position that is not reached. */
    @ParameterizedTest
    @ValueSource(strings = {"opus.ogg", "vorbis.ogg", "flac.ogg"})
    void pageThatIsCutOffDoesNotCount(String sample) {
        List<byte[]> pages = pages(Samples.bytes(sample));
        byte[] more = page(0, 100 * 48_000L, packets(3, 200));
        System.arraycopy(pages.get(0), 14, more, 14, 4);
        Optional<Long> expected = probe(joined(pages)).durationMs();
        pages.add(Arrays.copyOf(more, more.length - 1));
        MediaMetadata metadata = probe(joined(pages));
        assertThat(metadata.durationMs()).isEqualTo(expected);
        assertThat(metadata.warnings()).containsExactly("The file ends too early.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 718, 65_000})
    void otherBytesBetweenPagesAreSkippedWithAWarning(int count) {
        byte[] ogg = Samples.bytes("vorbis.ogg");
        List<byte[]> pages = pages(ogg);
        pages.add(pages.size() - 1, new byte[count]);
        pages.add(2, new byte[count]);
        MediaMetadata metadata = probe(joined(pages));
        assertThat(metadata.durationMs()).isEqualTo(probe(ogg).durationMs());
        assertThat(metadata.warnings()).containsExactly("The file is damaged: a page makes no sense.");
    }

    @Test
    void noPageIsLookedForBehindMoreBytesThanTheLongestPage() {
        List<byte[]> pages = pages(Samples.bytes("vorbis.ogg"));
        pages.add(2, new byte[70_000]);
        assertThat(probe(joined(pages)).durationMs()).isEmpty();
    }

    private static byte[][] packets(int count, int length) {
        return Stream.generate(() -> new byte[length]).limit(count).toArray(byte[][]::new);
    }

    /** A page of packets that are shorter than 255 bytes. */
    private static byte[] page(int flags, long position, byte[]... packets) {
        ByteBuffer page = ByteBuffer.allocate(SEGMENTS + 1 + packets.length + packets.length * packets[0].length)
                .order(ByteOrder.LITTLE_ENDIAN);
        page.put("OggS\0".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) flags)
                .putLong(position)
                .position(SEGMENTS);
        page.put((byte) packets.length);
        for (byte[] packet : packets) {
            page.put((byte) packet.length);
        }
        for (byte[] packet : packets) {
            page.put(packet);
        }
        return page.array();
    }

    /** A comment with a cover image fills many pages. */
    @ParameterizedTest
    @CsvSource({"opus.ogg,5", "opus.ogg,1", "flac.ogg,3", "vorbis.ogg,3"})
    void bitRateExcludesComments(String sample, int fullPages) {
        List<byte[]> pages = pages(Samples.bytes(sample));
        MediaMetadata expected = probe(joined(pages));
        byte[] full = new byte[SEGMENTS + 1 + 255 + 255 * 255];
        System.arraycopy(pages.get(1), 0, full, 0, SEGMENTS);
        little(full).putLong(POSITION, -1);
        Arrays.fill(full, SEGMENTS, SEGMENTS + 1 + 255, (byte) 255);
        byte[] rest = pages.get(1);
        for (int i = 0; i < fullPages; i++) {
            pages.add(1 + i, full);
        }
        rest[5] |= 1;
        MediaMetadata metadata = probe(joined(pages));
        assertThat(metadata.bitrate()).isEqualTo(expected.bitrate());
        assertThat(metadata.durationMs()).isEqualTo(expected.durationMs());
        assertThat(metadata.warnings()).isEmpty();
    }

    @Test
    void bitRateIsThatOfThePackets() {
        byte[] ogg = Samples.bytes("opus.ogg");
        List<byte[]> pages = pages(ogg);
        int bytes = 0;
        for (byte[] page : pages.subList(2, pages.size())) {
            bytes += page.length - SEGMENTS - 1 - (page[SEGMENTS] & 0xFF);
        }
        assertThat(probe(ogg).bitrate()).contains((int) Math.round(bytes * 8000.0 / 1150));
    }
}
