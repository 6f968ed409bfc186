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
 * What a speech provider was asked to answer with, as providers write it: {@code codec_samplerate} or
 * {@code codec_samplerate_bitrate}, such as {@code mp3_44100_128}, {@code pcm_24000} or {@code ulaw_8000}. For formats that have a
 * header it is a claim, which the bytes prove or disprove; for {@code pcm} (16 bits, little endian, one channel) and {@code ulaw}
 * (G.711, one channel) there is nothing else to tell what the bytes are.
 *
 * <pre>{@code
 * OutputFormat.parse("pcm_24000").headless(); // MediaFormat.PCM
 * }</pre>
 *
 * @param codec in lower case
 * @param sampleRate in Hz, {@value #LEAST_HERTZ} to {@value #MOST_HERTZ}
 * @param kilobits a second; empty where none was asked for
 */
public record AudioEncoding(String codec, int sampleRate, Optional<Integer> kilobits) {

    private static final int LEAST_HERTZ = 1_000;
    private static final int MOST_HERTZ = 768_000;

    /** Names that are no format's file name extension. */
    private static final Set<String> CODECS = Set.of("vorbis", "alac");

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]{0,15})_([0-9]{1,7})(?:_([0-9]{1,5}))?");

    /**
     * @throws StorageException.InvalidInput if the sample rate is none
     */
    public AudioEncoding {
        if (sampleRate < LEAST_HERTZ || sampleRate > MOST_HERTZ) {
            throw new StorageException.InvalidInput(
                    "format", "A sample rate is " + LEAST_HERTZ + " to " + MOST_HERTZ + " Hz, not " + sampleRate + ".");
        }
    }

    /**
     * Reads a provider's name of a format.
     *
     * @throws StorageException.InvalidInput if it is not of that form
     */
    public static AudioEncoding parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches() || !isKnown(form.group(1))) {
            throw new StorageException.InvalidInput(
                    "format",
                    Messages.quoted(text)
                            + " is no format: write codec_samplerate or codec_samplerate_bitrate, such as pcm_24000,"
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

    /** The format without a header that it stands for; empty where the bytes tell what they are. */
    public Optional<MediaFormat> headless() {
        return switch (codec) {
            case "pcm" -> Optional.of(MediaFormat.PCM);
            case "ulaw", "mulaw" -> Optional.of(MediaFormat.ULAW);
            default -> Optional.empty();
        };
    }

    /**
     * What a file without a header is, by its size.
     *
     * @param size in bytes
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

    /** As providers write it. */
    @Override
    public String toString() {
        return codec + "_" + sampleRate + kilobits.map(rate -> "_" + rate).orElse("");
    }
}
