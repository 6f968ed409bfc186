package io.github.reelstore.media.internal.audio;

import io.github.reelstore.media.internal.codec.WaveFormatTag;
import io.github.reelstore.media.internal.metadata.MediaMetadataBuilder;
import io.github.reelstore.media.internal.metadata.Parser;
import io.github.reelstore.media.internal.reader.MalformedMediaException;
import io.github.reelstore.media.internal.reader.RandomAccessReader;
import io.github.reelstore.media.internal.reader.Riff;
import java.io.IOException;
import java.util.Set;

/**
 * Parses WAV (Microsoft and IBM, Multimedia Programming Interface 1.0) and RF64 (EBU Tech 3306). A program that writes
 * to a pipe does not know the sizes and writes a placeholder: then the audio extends to the end of the file.
 */
final class Wav implements Parser {

    private static final long UNKNOWN = 0xFFFFFFFFL;

    private static final long SOX_PLACEHOLDER = 0x7FFFF000L;

    /**
     * The sizes that programs write into a pipe: mpg123 and Festival; espeak-ng and SoX; GStreamer; LAME and opusdec;
     * some speech services; FFmpeg.
     */
    private static final Set<Long> PLACEHOLDERS =
            Set.of(0L, SOX_PLACEHOLDER, 0x7FFF0000L, 0x7FFFFFFFL, 2_000_000_000L, UNKNOWN);

    private static final int EXTENSIBLE = 0xFFFE;

    /** The codecs in which a block contains one sample of each channel. */
    private static final Set<Integer> LINEAR =
            Set.of(WaveFormatTag.PCM, WaveFormatTag.FLOAT, WaveFormatTag.A_LAW, WaveFormatTag.MU_LAW);

    /** The length of a header without optional chunks, up to the data. */
    private static final int PLAIN_HEADER = 44;

    private static final String EMPTY_LIST = "LIST\4\0\0\0INFO";

    private int tag;
    private long hertz;
    private long bytesPerSecond;
    private int bytesPerBlock;
    private int samplesPerBlock = 1;
    private long largeData = UNKNOWN;
    private long samples;
    private long data = -1;

    @Override
    public void parse(RandomAccessReader in, MediaMetadataBuilder out) throws IOException {
        Id3.skip(in, out);
        try {
            Riff.walk(in, (name, size) -> switch (name) {
                case "ds64" -> {
                    in.i64le();
                    largeData = in.i64le();
                    yield size;
                }
                case "fmt " -> {
                    format(in, size, out);
                    yield size;
                }
                case "fact" -> {
                    long count = in.u32le();
                    samples = count == UNKNOWN ? 0 : count;
                    yield size;
                }
                case "data" -> data(in, size, out);
                case "C2PA" -> {
                    out.marks().c2pa();
                    yield size;
                }
                case "_PMX" -> {
                    out.marks().xmp();
                    yield size;
                }
                default -> size;
            });
        } finally {
            duration(out);
        }
        if (data < 0) {
            throw MalformedMediaException.ends();
        }
    }

    private void format(RandomAccessReader in, long size, MediaMetadataBuilder out) throws IOException {
        tag = in.u16le();
        int channels = in.u16le();
        hertz = in.u32le();
        bytesPerSecond = in.u32le();
        bytesPerBlock = in.u16le();
        int bits = in.u16le();
        if (tag == EXTENSIBLE && size >= 40) {
            // the first bytes of the sub-format's GUID are the actual tag
            tag = in.skip(8).u16le();
        } else if ((tag == WaveFormatTag.ADPCM_MS || tag == WaveFormatTag.ADPCM_IMA) && size >= 20) {
            samplesPerBlock = in.skip(2).u16le();
        }
        out.audio(hertz, channels);
        out.codec(WaveFormatTag.codec(tag, bits));
    }

    private long data(RandomAccessReader in, long size, MediaMetadataBuilder out) throws IOException {
        long declared = size == UNKNOWN && largeData > 0 ? largeData : size;
        long left = in.left();
        if (isPlaceholder(declared) && !endsThere(in, declared)) {
            data = left - trailer(in);
            // its number of samples is a placeholder too
            samples = 0;
            return left;
        }
        data = Math.min(declared, left);
        if (declared > left) {
            // its number of samples is that of the whole file
            samples = 0;
            out.endsEarly();
        }
        return data;
    }

    /** SoX rounds its placeholder down to whole blocks. */
    private boolean isPlaceholder(long size) {
        return PLACEHOLDERS.contains(size)
                || (bytesPerBlock > 0 && size == SOX_PLACEHOLDER - SOX_PLACEHOLDER % bytesPerBlock);
    }

    /**
     * Whether the data has this size: it ends with the file, or a chunk's name follows. Audio data hardly ever contains
     * four printable characters.
     */
    private static boolean endsThere(RandomAccessReader in, long size) throws IOException {
        long padded = size + (size & 1);
        if (in.left() < padded + Riff.CHUNK_HEADER) {
            return in.left() >= size;
        }
        long start = in.position();
        String name = in.skip(padded).text(4);
        in.seek(start);
        return name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /**
     * The size of what programs append that cannot go back to the header: Festival a second header with the actual
     * sizes, GStreamer an empty list.
     */
    private static long trailer(RandomAccessReader in) throws IOException {
        long start = in.position();
        boolean secondHeader = in.left() >= PLAIN_HEADER
                && in.seek(in.size() - PLAIN_HEADER).text(4).equals("RIFF")
                && in.skip(4).text(8).equals("WAVEfmt ");
        in.seek(start);
        boolean emptyList = in.left() >= EMPTY_LIST.length()
                && in.seek(in.size() - EMPTY_LIST.length())
                        .text(EMPTY_LIST.length())
                        .equals(EMPTY_LIST);
        in.seek(start);
        return secondHeader ? PLAIN_HEADER : emptyList ? EMPTY_LIST.length() : 0;
    }

    private void duration(MediaMetadataBuilder out) {
        if (hertz == 0 || data < 0) {
            return;
        }
        if (samples > 0 && !isLinear()) {
            out.duration(samples, hertz);
        } else if ((isLinear() || samplesPerBlock > 1) && bytesPerBlock > 0) {
            out.duration(data / bytesPerBlock * samplesPerBlock, hertz);
        } else if (bytesPerSecond > 0) {
            out.duration(data, bytesPerSecond);
        }
        out.bitrateOf(data);
    }

    private boolean isLinear() {
        return LINEAR.contains(tag);
    }
}
