package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/** The columns of videos, images and audio that a filter checks. */
record GenerationFilterable(Optional<ProjectId> project, GenerationStatus status) {}
