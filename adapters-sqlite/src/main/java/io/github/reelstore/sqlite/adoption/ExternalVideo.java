package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProfileId;

/**
 * A video whose file is outside of the store, at a path that another program recorded.
 *
 * @param id the video's id
 * @param profile the profile in the video's row
 * @param videoPath the path that the other program recorded; often a path on another machine
 */
public record ExternalVideo(GenerationId id, ProfileId profile, String videoPath) {}
