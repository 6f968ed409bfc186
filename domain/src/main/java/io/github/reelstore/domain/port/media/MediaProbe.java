package io.github.reelstore.domain.port.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;

/** Reads the metadata of media files. Thread-safe. */
@FunctionalInterface
public interface MediaProbe {

    /** A probe that reads nothing: the metadata contains only the format that was detected from the first bytes. */
    MediaProbe SNIFFING = (file, format) -> MediaMetadata.of(format);

    /**
     * Reads the metadata of a file, in bounded memory and time for any content. Malformed content does not throw:
     * damage, truncation and timeouts are reported by {@link MediaMetadata#warnings}, along with the metadata read so
     * far.
     *
     * @param file the bytes of the file
     * @param format the format that was detected from the first bytes ({@link MediaFormat#detect}); the metadata has
     *     the same format, or the corresponding audio format for a container that contains only audio
     * @throws io.github.reelstore.domain.error.StorageException.Unavailable if the bytes cannot be read
     */
    MediaMetadata probe(MediaBytes file, MediaFormat format);
}
