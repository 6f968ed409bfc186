package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.ProjectId;

/**
 * An image to store.
 *
 * @param projectId the project
 * @param file the bytes
 * @param row the values of the row, at least the provider; the store sets id, profile, project, key, hash, size, times
 *     and the detected metadata; until the call returns, the builder is in use
 */
public record NewImage(ProjectId projectId, BlobSource file, ImageGenerationBuilder row) {}
