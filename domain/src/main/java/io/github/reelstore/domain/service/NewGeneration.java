package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import java.util.List;
import java.util.Optional;

/**
 * A video to store, or one that is yet to be generated.
 *
 * @param projectId the project
 * @param file the bytes; empty if the video does not exist yet
 * @param row the values of the row; the store sets id, profile, project, key, hash, size, times and the detected
 *     metadata; until the call returns, the builder is in use
 * @param inputs the input images, ordered within each role
 * @param furtherAudio the audio in further languages
 */
public record NewGeneration(
        ProjectId projectId,
        Optional<BlobSource> file,
        VideoGenerationBuilder row,
        List<Input> inputs,
        List<AudioId> furtherAudio) {

    public NewGeneration {
        inputs = List.copyOf(inputs);
        furtherAudio = List.copyOf(furtherAudio);
    }

    /** A video that is yet to be generated. */
    public NewGeneration(ProjectId projectId, VideoGenerationBuilder row) {
        this(projectId, Optional.empty(), row, List.of(), List.of());
    }

    /** A video with its file. */
    public NewGeneration(ProjectId projectId, BlobSource file, VideoGenerationBuilder row) {
        this(projectId, Optional.of(file), row, List.of(), List.of());
    }

    /** A copy with these input images. */
    public NewGeneration withInputs(List<Input> more) {
        return new NewGeneration(projectId, file, row, more, furtherAudio);
    }

    /** A copy with audio in further languages. */
    public NewGeneration withFurtherAudio(List<AudioId> more) {
        return new NewGeneration(projectId, file, row, inputs, more);
    }

    /**
     * An input image of a video.
     *
     * @param role the role of the image
     * @param image the image
     */
    public record Input(InputRole role, ImageId image) {}
}
