package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;

/**
 * An image to be stored.
 *
 * @param projectId the project it shall belong to
 * @param file its bytes
 * @param row what the caller knows of it, its provider at least; id, profile, project, key, hash, size and times are filled
 *     in
 */
public record NewImage(ProjectId projectId, BlobSource file, ImageGeneration.Builder row) {}
