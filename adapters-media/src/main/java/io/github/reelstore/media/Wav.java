package io.github.reelstore.media;

import java.io.IOException;

/**
 * Parses WAV (Microsoft and IBM, Multimedia Programming Interface 1.0) and RF64 (EBU Tech 3306). A program that writes
 * to a pipe does not know the sizes and leaves them zero or all ones: then the audio extends to the end of the file.
 */
final class Wav implements Parser {

    private static final long UNKNOWN = 0xFFFFFFFFL;
    private static final int EXTENSIBLE = 0xFFFE;

    private int tag;
    private int bits;
    private long hertz;
    private long bytesPerSecond;
    private int bytesPerBlock;
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
                    out.mark(MediaMetadataBuilder.C2PA);
                    yield size;
                }
                case "_PMX" -> {
                    out.mark(MediaMetadataBuilder.XMP);
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
        bits = in.u16le();
        if (tag == EXTENSIBLE && size >= 40) {
            // the first bytes of the sub-format's GUID are the actual tag
            tag = in.skip(8).u16le();
        }
        out.audio(hertz, channels);
        out.codec(codec());
    }

    private long data(RandomAccessReader in, long size, MediaMetadataBuilder out) throws IOException {
        long declared = size == UNKNOWN && largeData > 0 ? largeData : size;
        boolean unknown = declared == UNKNOWN || (declared == 0 && !chunkFollows(in));
        data = unknown ? in.left() : Math.min(declared, in.left());
        if (!unknown && declared > in.left()) {
            out.endsEarly();
        }
        return data;
    }

    /**
     * Whether a chunk's name follows, as after an empty chunk; audio data hardly ever begins with four printable
     * characters.
     */
    private static boolean chunkFollows(RandomAccessReader in) throws IOException {
        if (in.left() < 8) {
            return true;
        }
        String name = in.text(4);
        in.skip(-4);
        return name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private void duration(MediaMetadataBuilder out) {
        if (hertz == 0 || data < 0) {
            return;
        }
        if (isLinear() && bytesPerBlock > 0) {
            out.duration(data / bytesPerBlock, hertz);
        } else if (samples > 0) {
            out.duration(samples, hertz);
        } else if (bytesPerSecond > 0) {
            out.duration(data, bytesPerSecond);
        }
        out.bitrateOf(data);
    }

    /** Whether a block contains one sample of each channel. */
    private boolean isLinear() {
        return tag == 1 || tag == 3 || tag == 6 || tag == 7;
    }

    private String codec() {
        return switch (tag) {
            case 1 -> bits <= 8 ? "pcm_u8" : "pcm_s" + (bits + 7) / 8 * 8 + "le";
            case 2 -> "adpcm_ms";
            case 3 -> bits == 64 ? "pcm_f64le" : "pcm_f32le";
            case 6 -> "pcm_alaw";
            case 7 -> "pcm_mulaw";
            case 0x11 -> "adpcm_ima_wav";
            case 0x50, 0x55 -> tag == 0x55 ? "mp3" : "mp2";
            case 0xFF, 0x1610 -> "aac";
            default -> "wav_" + Integer.toHexString(tag);
        };
    }
}
