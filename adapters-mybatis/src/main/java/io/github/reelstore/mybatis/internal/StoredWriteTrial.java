package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.port.blob.ExclusiveWrites;
import io.github.reelstore.domain.port.rows.WriteTrial;
import java.time.Instant;
import java.util.Optional;

/**
 * A remembered trial: a row of {@code reelstore_marks} that marks a server instead of a row.
 *
 * @param rowId the server
 * @param subject the result
 * @param markedAt the time of the trial
 */
record StoredWriteTrial(String rowId, String subject, Instant markedAt) {

    /** Empty for the result of a later version. */
    Optional<WriteTrial> toTrial() {
        return ExclusiveWrites.of(subject).map(result -> new WriteTrial(rowId, result, markedAt));
    }
}
