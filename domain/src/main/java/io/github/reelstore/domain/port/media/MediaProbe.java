package io.github.reelstore.domain.port.media;

import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaMetadata;

/** Reads out of a file's bytes what it is. Safe for use by many threads. */
@FunctionalInterface
public interface MediaProbe {

    /** The probe of a store without one: it knows what the first bytes tell, the format, and reads no further. */
    MediaProbe SNIFFING = (file, format) -> MediaMetadata.of(format);

    /**
     * Reads a file, in bounded memory and bounded time whatever its bytes are. Bytes never make this throw: what is damaged, cut
     * off or takes too long is told by {@link MediaMetadata#warnings}, beside what could be read by then.
     *
     * @param file its bytes
     * @param format what it is, as its first bytes say ({@link MediaFormat#detect}); the facts have the same, or, of a container that
     *     holds nothing but sound, the one for that
     * @throws io.github.reelstore.domain.error.StorageException.Unavailable if the bytes cannot be had
     */
    MediaMetadata probe(MediaBytes file, MediaFormat format);
}
