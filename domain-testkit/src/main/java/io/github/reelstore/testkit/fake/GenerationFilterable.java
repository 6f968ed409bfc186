package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/** The columns of clips, images and speech that a filter asks for. */
record GenerationFilterable(Optional<ProjectId> project, GenerationStatus status) {}
