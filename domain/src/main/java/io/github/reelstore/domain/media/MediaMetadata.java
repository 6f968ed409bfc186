package io.github.reelstore.domain.media;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Metadata that was detected from the bytes of a file. Values that the file does not contain, or that could not be
 * read, are empty.
 *
 * @param format the detected format
 * @param width in pixels, as displayed: after the crop, the rotation and the shape of the pixels in the metadata are
 *     applied
 * @param height in pixels, as displayed
 * @param durationMs duration in milliseconds, without the silence that an encoder says it added; for a video with audio the longer of the two tracks
 * @param sampleRate of the audio, in Hz
 * @param channels of the audio
 * @param bitrate of the audio, or of a video as a whole, in bit/s
 * @param frameRate the average number of frames per second of a video
 * @param codedSize the size of a video as it is coded, such as {@code 720x576}, if it is shown in another size
 * @param pixelAspect the width and height of a video's pixels, such as {@code 64:45}, if they are not square
 * @param codecs the codecs, video before audio, by their names in ffmpeg: {@code h264}, {@code aac}, {@code pcm_s16le}
 * @param provenance markers of origin: {@code c2pa} (Content Credentials), {@code xmp}, and {@code text:NAME} for each
 *     text chunk of a PNG, and for texts of image generators in EXIF, comments and videos, which are named as in a PNG:
 *     {@code text:parameters}, {@code text:prompt}, {@code text:workflow}; their contents are not read
 * @param warnings problems with the file, one sentence each: that it is truncated, for instance
 */
public record MediaMetadata(
        MediaFormat format,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<Long> durationMs,
        Optional<Integer> sampleRate,
        Optional<Integer> channels,
        Optional<Integer> bitrate,
        Optional<FrameRate> frameRate,
        Optional<String> codedSize,
        Optional<String> pixelAspect,
        List<String> codecs,
        List<String> provenance,
        List<String> warnings) {

    /** Metadata without the values that only a video has. */
    public MediaMetadata(
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
        this(
                format,
                width,
                height,
                durationMs,
                sampleRate,
                channels,
                bitrate,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                codecs,
                provenance,
                warnings);
    }

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

    /** A copy with another format. */
    public MediaMetadata as(MediaFormat other) {
        return new MediaMetadata(
                other,
                width,
                height,
                durationMs,
                sampleRate,
                channels,
                bitrate,
                frameRate,
                codedSize,
                pixelAspect,
                codecs,
                provenance,
                warnings);
    }

    /** A copy with one more warning. */
    public MediaMetadata with(String warning) {
        List<String> more = Stream.concat(warnings.stream(), Stream.of(warning)).toList();
        return new MediaMetadata(
                format,
                width,
                height,
                durationMs,
                sampleRate,
                channels,
                bitrate,
                frameRate,
                codedSize,
                pixelAspect,
                codecs,
                provenance,
                more);
    }

    private static void requireNotNegative(String what, Optional<? extends Number> number) {
        if (number.isPresent() && number.get().longValue() < 0) {
            throw new StorageException.InvalidInput(
                    what, "The " + what + " must not be negative: " + number.get() + ".");
        }
    }

    /** Metadata of which only the format is known. */
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
