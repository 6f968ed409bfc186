package io.github.reelstore.domain.storyboard;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Validate;
import io.github.reelstore.domain.model.ProjectId;
import java.time.Instant;

/**
 * A take that stands only if it is chosen (table {@code rejected_takes}).
 *
 * @param projectId the project
 * @param track the track of the take
 * @param takeId the row of the take, which may have been deleted since
 * @param reason why, possibly empty text
 * @param rejectedAt when it was rejected, UTC, with a precision of microseconds
 */
public record RejectedTake(ProjectId projectId, MediaKind track, String takeId, String reason, Instant rejectedAt) {

    public RejectedTake {
        Validate.text("takeId", takeId);
        Validate.text("reason", reason);
        Validate.micros("rejectedAt", rejectedAt);
    }
}
