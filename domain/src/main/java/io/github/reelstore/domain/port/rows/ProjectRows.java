package io.github.reelstore.domain.port.rows;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import java.util.List;

/**
 * A project with its videos and what they refer to.
 *
 * @param project the project
 * @param generations its videos, oldest first
 * @param links the inputs and additional audio tracks of its videos
 * @param images the images that its videos refer to
 * @param audio the audio that its videos refer to
 */
public record ProjectRows(
        VideoProject project,
        List<VideoGeneration> generations,
        GenerationLinks links,
        List<ImageGeneration> images,
        List<AudioGeneration> audio) {

    public ProjectRows {
        generations = List.copyOf(generations);
        images = List.copyOf(images);
        audio = List.copyOf(audio);
    }
}
