package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.internal.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The audio format that was requested from a provider, as providers write it: {@code codec_samplerate} or
 * {@code codec_samplerate_bitrate}, such as {@code mp3_44100_128}, {@code pcm_24000} or {@code ulaw_8000}. For formats
 * with a header it is a claim that is compared with the detected metadata. For {@code pcm} (16 bits, little endian, one
 * channel) and {@code ulaw} (G.711, one channel), which have no header, it is the only source of the metadata.
 *
 * <pre>{@code
 * AudioEncoding.parse("pcm_24000").headless(); // MediaFormat.PCM
 * }</pre>
 *
 * @param codec in lower case
 * @param sampleRate in Hz, {@value #MIN_HERTZ} to {@value #MAX_HERTZ}
 * @param kilobits bit rate in kbit/s; empty if none was requested
 */
public record AudioEncoding(String codec, int sampleRate, Optional<Integer> kilobits) {

    private static final int MIN_HERTZ = 1_000;
    private static final int MAX_HERTZ = 768_000;

    /** Codec names that are not also a file name extension. */
    private static final Set<String> CODECS = Set.of("vorbis", "alac");

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]{0,15})_([0-9]{1,7})(?:_([0-9]{1,5}))?");

    /**
     * @throws StorageException.InvalidInput if the sample rate is out of range
     */
    public AudioEncoding {
        if (sampleRate < MIN_HERTZ || sampleRate > MAX_HERTZ) {
            throw new StorageException.InvalidInput(
                    "format",
                    "The sample rate must be " + MIN_HERTZ + " to " + MAX_HERTZ + " Hz, not " + sampleRate + ".");
        }
    }

    /**
     * Parses the name of a format as providers write it.
     *
     * @throws StorageException.InvalidInput if the text does not have that form
     */
    public static AudioEncoding parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches() || !isKnown(form.group(1))) {
            throw new StorageException.InvalidInput(
                    "format",
                    Messages.quoted(text)
                            + " is not an audio format; write codec_samplerate or codec_samplerate_bitrate, such as pcm_24000,"
                            + " ulaw_8000, opus_48000_64 or mp3_44100_128.");
        }
        return new AudioEncoding(
                form.group(1),
                Integer.parseInt(form.group(2)),
                Optional.ofNullable(form.group(3)).map(Integer::valueOf));
    }

    private static boolean isKnown(String codec) {
        return CODECS.contains(codec) || MediaFormat.ofName("." + codec).isPresent();
    }

    /** The headerless format that this names; empty for formats with a header. */
    public Optional<MediaFormat> headless() {
        return switch (codec) {
            case "pcm" -> Optional.of(MediaFormat.PCM);
            case "ulaw", "mulaw" -> Optional.of(MediaFormat.ULAW);
            default -> Optional.empty();
        };
    }

    /**
     * The metadata of a headerless file, computed from its size.
     *
     * @param size the size of the file in bytes
     * @throws IllegalStateException if this format has a header
     */
    public MediaMetadata metadataOf(long size) {
        MediaFormat format = headless().orElseThrow(() -> new IllegalStateException(this + " has a header"));
        int sampleBytes = format == MediaFormat.PCM ? 2 : 1;
        long samples = size / sampleBytes;
        return new MediaMetadata(
                format,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Math.round(samples * 1000.0 / sampleRate)),
                Optional.of(sampleRate),
                Optional.of(1),
                Optional.of(sampleRate * sampleBytes * 8),
                List.of(format == MediaFormat.PCM ? "pcm_s16le" : "pcm_mulaw"),
                List.of(),
                size % sampleBytes == 0 ? List.of() : List.of("The file ends within a sample."));
    }

    /** The name as providers write it. */
    @Override
    public String toString() {
        return codec + "_" + sampleRate + kilobits.map(rate -> "_" + rate).orElse("");
    }
}
