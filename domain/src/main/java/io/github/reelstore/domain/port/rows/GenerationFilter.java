package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * A filter for lists of generations (videos, images or audio). A row matches if it meets all conditions that are set.
 *
 * @param project the project
 * @param channel the channel of the project
 * @param status the status
 * @param created the range of the creation time
 */
public record GenerationFilter(
        Optional<ProjectId> project,
        Optional<ChannelId> channel,
        Optional<GenerationStatus> status,
        TimeRange created) {

    /** All generations of the profile. */
    public static final GenerationFilter ALL =
            new GenerationFilter(Optional.empty(), Optional.empty(), Optional.empty(), TimeRange.ALWAYS);

    /** All generations of one project. */
    public static GenerationFilter of(ProjectId project) {
        return new GenerationFilter(Optional.of(project), Optional.empty(), Optional.empty(), TimeRange.ALWAYS);
    }
}
