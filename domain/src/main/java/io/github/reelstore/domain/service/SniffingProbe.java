package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.MediaBytes;
import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.port.MediaProbe;

/** The probe of a store without one: it knows what the first bytes tell, the format, and reads no further. */
public final class SniffingProbe implements MediaProbe {

    @Override
    public MediaFacts probe(MediaBytes file, MediaFormat format) {
        return MediaFacts.of(format);
    }
}
