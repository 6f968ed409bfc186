package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.ProjectId;
import java.util.Optional;

/**
 * Audio to store.
 *
 * @param projectId the project
 * @param file the bytes
 * @param row the values of the row, at least the provider; the store sets id, profile, project, key, hash, size, times
 *     and the detected metadata; until the call returns, the builder is in use
 * @param format the format that was requested from the provider; required for headerless audio such as
 *     {@code pcm_24000} and {@code ulaw_8000}
 */
public record NewAudio(
        ProjectId projectId, BlobSource file, AudioGenerationBuilder row, Optional<AudioEncoding> format) {

    /** Audio whose format is detected. */
    public NewAudio(ProjectId projectId, BlobSource file, AudioGenerationBuilder row) {
        this(projectId, file, row, Optional.empty());
    }

    /** A copy with a declared format. */
    public NewAudio withFormat(AudioEncoding declared) {
        return new NewAudio(projectId, file, row, Optional.of(declared));
    }
}
