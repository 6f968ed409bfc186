package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.List;
import java.util.Optional;

/**
 * A clip to be stored, or one that is still to be made.
 *
 * @param projectId the project it shall belong to
 * @param file its bytes; empty while there are none
 * @param row what the caller knows of it; id, profile, project, key, hash, size and times are filled in
 * @param inputs images that went into it, in their order within each role
 * @param furtherAudio its speech in further languages
 */
public record NewGeneration(
        ProjectId projectId,
        Optional<BlobSource> file,
        VideoGeneration.Builder row,
        List<Input> inputs,
        List<AudioId> furtherAudio) {

    public NewGeneration {
        inputs = List.copyOf(inputs);
        furtherAudio = List.copyOf(furtherAudio);
    }

    /** One whose bytes are still to come. */
    public NewGeneration(ProjectId projectId, VideoGeneration.Builder row) {
        this(projectId, Optional.empty(), row, List.of(), List.of());
    }

    /** One that is there. */
    public NewGeneration(ProjectId projectId, BlobSource file, VideoGeneration.Builder row) {
        this(projectId, Optional.of(file), row, List.of(), List.of());
    }

    /** The same, made from these images. */
    public NewGeneration withInputs(List<Input> more) {
        return new NewGeneration(projectId, file, row, more, furtherAudio);
    }

    /** The same, with speech in further languages. */
    public NewGeneration withFurtherAudio(List<AudioId> more) {
        return new NewGeneration(projectId, file, row, inputs, more);
    }

    /**
     * An image that went into a clip.
     *
     * @param role what it is for
     * @param image the image
     */
    public record Input(InputRole role, ImageId image) {}
}
