package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the bytes of a file say of it. What they do not say, or what could not be read, is absent.
 *
 * @param format what it is
 * @param width in pixels, as shown: after it has been turned as its metadata say
 * @param height in pixels, as shown
 * @param durationMs its length in milliseconds; of a video with sound the longer of the two
 * @param sampleRate of its sound, in Hz
 * @param channels of its sound
 * @param bitrate of its sound, or of a video as a whole, in bits a second
 * @param codecs how it is coded, pictures before sound, by the names that ffmpeg has for them: {@code h264}, {@code aac},
 *     {@code pcm_s16le}
 * @param provenance marks of where it is from: {@code c2pa} (Content Credentials), {@code xmp}, and {@code text:NAME} for each
 *     text chunk of a PNG, whose contents are not read
 * @param warnings what is wrong with it or could not be read, a sentence each: that it ends too early, for instance
 */
public record MediaMetadata(
        MediaFormat format,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<Long> durationMs,
        Optional<Integer> sampleRate,
        Optional<Integer> channels,
        Optional<Integer> bitrate,
        List<String> codecs,
        List<String> provenance,
        List<String> warnings) {

    /**
     * Checks the numbers.
     *
     * @throws StorageException.InvalidInput if one is negative
     */
    public MediaMetadata {
        requireNotNegative("width", width);
        requireNotNegative("height", height);
        requireNotNegative("duration", durationMs);
        requireNotNegative("sample rate", sampleRate);
        requireNotNegative("channels", channels);
        requireNotNegative("bit rate", bitrate);
        codecs = List.copyOf(codecs);
        provenance = List.copyOf(provenance);
        warnings = List.copyOf(warnings);
    }

    /** The same, said to be of another format. */
    public MediaMetadata as(MediaFormat other) {
        return new MediaMetadata(
                other, width, height, durationMs, sampleRate, channels, bitrate, codecs, provenance, warnings);
    }

    /** The same, and a warning. */
    public MediaMetadata with(String warning) {
        List<String> more = Stream.concat(warnings.stream(), Stream.of(warning)).toList();
        return new MediaMetadata(
                format, width, height, durationMs, sampleRate, channels, bitrate, codecs, provenance, more);
    }

    private static void requireNotNegative(String what, Optional<? extends Number> number) {
        if (number.isPresent() && number.get().longValue() < 0) {
            throw new StorageException.InvalidInput(what, "A " + what + " is not negative: " + number.get() + ".");
        }
    }

    /** Of a file of which nothing is known but what it is. */
    public static MediaMetadata of(MediaFormat format) {
        return new MediaMetadata(
                format,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }
}
