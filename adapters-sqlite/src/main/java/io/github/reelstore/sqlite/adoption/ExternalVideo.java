package io.github.reelstore.sqlite.adoption;

import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ProfileId;

/**
 * A clip whose file is outside of the store: another program noted where it put it.
 *
 * @param id the clip
 * @param profile whose it is, as its row says
 * @param videoPath where the file is, as that program wrote it; often a path of another machine
 */
public record ExternalVideo(GenerationId id, ProfileId profile, String videoPath) {}
