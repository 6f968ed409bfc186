package io.github.reelstore.domain.port.blob;

import java.time.Instant;

/**
 * Optional capability of a {@link BlobStore}: removes the leftovers of crashed processes, such as staged bytes and
 * incomplete uploads.
 */
public interface SupportsCleanup {

    /**
     * Removes leftovers. Staged bytes and uploads of running processes stay if the backend can recognise them;
     * otherwise those that are newer than the limit stay.
     *
     * @param before the limit, UTC: leftovers that were last modified at or after it may belong to a running process
     * @return the number of removed leftovers
     */
    long sweep(Instant before);

    /**
     * Counts the leftovers that {@link #sweep} would remove.
     *
     * @param before as for {@link #sweep}
     */
    long leftovers(Instant before);
}
