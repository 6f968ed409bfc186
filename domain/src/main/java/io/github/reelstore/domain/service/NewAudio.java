package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * Speech to be stored.
 *
 * @param projectId the project it shall belong to
 * @param file its bytes
 * @param row what the caller knows of it, its provider at least; id, profile, project, key, hash, size, times and what the bytes say are
 *     filled in
 * @param format what the provider was asked for; needed where the bytes have no header, as {@code pcm_24000} and {@code ulaw_8000}
 *     have none
 */
public record NewAudio(
        ProjectId projectId, BlobSource file, AudioGeneration.Builder row, Optional<AudioEncoding> format) {

    /** Speech whose bytes say what they are. */
    public NewAudio(ProjectId projectId, BlobSource file, AudioGeneration.Builder row) {
        this(projectId, file, row, Optional.empty());
    }

    /** The same, said to be of a format. */
    public NewAudio withFormat(AudioEncoding said) {
        return new NewAudio(projectId, file, row, Optional.of(said));
    }
}
