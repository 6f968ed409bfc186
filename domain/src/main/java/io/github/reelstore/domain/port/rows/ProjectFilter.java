package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.ProjectStatus;
import java.util.Optional;

/**
 * Which projects a list holds: those that meet every condition that is present.
 *
 * @param channel of this channel
 * @param status of this status
 * @param created made in this time
 */
public record ProjectFilter(Optional<ChannelId> channel, Optional<ProjectStatus> status, TimeRange created) {

    /** All projects of the profile. */
    public static final ProjectFilter ALL = new ProjectFilter(Optional.empty(), Optional.empty(), TimeRange.ALWAYS);
}
