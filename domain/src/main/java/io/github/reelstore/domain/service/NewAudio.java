package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ProjectId;

/**
 * Speech to be stored.
 *
 * @param projectId the project it shall belong to
 * @param file its bytes
 * @param row what the caller knows of it, its provider at least; id, profile, project, key, hash, size, format and times
 *     are filled in
 */
public record NewAudio(ProjectId projectId, BlobSource file, AudioGeneration.Builder row) {}
