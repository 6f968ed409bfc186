package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * Which generations (clips, images or speech) a list holds: those that meet every condition that is present.
 *
 * @param project of this project
 * @param channel of a project of this channel
 * @param status of this status
 * @param created made in this time
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
