package io.github.reelstore.domain.port;

import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaFormat;

/** Reads out of a file's bytes what it is. Safe for use by many threads. */
@FunctionalInterface
public interface MediaProbe {

    /** The probe of a store without one: it knows what the first bytes tell, the format, and reads no further. */
    MediaProbe SNIFFING = (file, format) -> MediaFacts.of(format);

    /**
     * Reads a file, in bounded memory and bounded time whatever its bytes are. Bytes never make this throw: what is damaged, cut
     * off or takes too long is told by {@link MediaFacts#warnings}, beside what could be read by then.
     *
     * @param file its bytes
     * @param format what it is, as its first bytes say ({@link MediaFormat#detect}); the facts have the same, or, of a container that
     *     holds nothing but sound, the one for that
     * @throws io.github.reelstore.domain.error.StorageException.Unavailable if the bytes cannot be had
     */
    MediaFacts probe(MediaBytes file, MediaFormat format);
}
