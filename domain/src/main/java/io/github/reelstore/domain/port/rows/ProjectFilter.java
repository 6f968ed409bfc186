package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.ProjectStatus;
import java.util.Optional;

/**
 * A filter for lists of projects. A project matches if it meets all conditions that are set.
 *
 * @param channel the channel
 * @param status the status
 * @param created the range of the creation time
 */
public record ProjectFilter(Optional<ChannelId> channel, Optional<ProjectStatus> status, TimeRange created) {

    /** All projects of the profile. */
    public static final ProjectFilter ALL = new ProjectFilter(Optional.empty(), Optional.empty(), TimeRange.ALWAYS);
}
