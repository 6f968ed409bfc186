package io.github.reelstore.domain.port.blob;

import java.time.Instant;

/**
 * What a {@link BlobStore} may offer beside its own methods: removing what processes left half done that died, such as staged bytes
 * or uploads that were never ended.
 */
public interface SupportsCleanup {

    /**
     * Removes leftovers. What a living process is at work on stays as far as the backend can tell the two apart; where it cannot,
     * what is younger than the limit stays.
     *
     * @param before what was last touched at or after this may be another process's work, UTC
     * @return how many leftovers were removed
     */
    long sweep(Instant before);

    /**
     * How many leftovers {@link #sweep} would remove, and removes none.
     *
     * @param before as there
     */
    long leftovers(Instant before);
}
