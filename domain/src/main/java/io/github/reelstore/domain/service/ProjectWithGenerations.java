package io.github.reelstore.domain.service;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import java.util.List;
import java.util.Optional;

/**
 * A project with its videos and everything that they refer to.
 *
 * @param project the project
 * @param generations the videos, oldest first, ordered by (created_at, id)
 */
public record ProjectWithGenerations(VideoProject project, List<GenerationView> generations) {

    public ProjectWithGenerations {
        generations = List.copyOf(generations);
    }

    /**
     * A video with the images and audio that it refers to.
     *
     * @param generation the video
     * @param image the image that the video was generated from
     * @param inputs the input images, ordered by role and position
     * @param audio the first audio, or the audio in the requested language
     * @param audioTracks the audio in further languages, ordered by language
     */
    public record GenerationView(
            VideoGeneration generation,
            Optional<ImageGeneration> image,
            List<InputView> inputs,
            Optional<AudioGeneration> audio,
            List<TrackView> audioTracks) {

        public GenerationView {
            inputs = List.copyOf(inputs);
            audioTracks = List.copyOf(audioTracks);
        }
    }

    /**
     * An input image of a video.
     *
     * @param role the role of the image
     * @param position the position among the inputs of the same role, from 0
     * @param image the image
     */
    public record InputView(InputRole role, int position, ImageGeneration image) {}

    /**
     * Audio of a video in a further language.
     *
     * @param language the language of the track
     * @param audio the audio
     */
    public record TrackView(LanguageTag language, AudioGeneration audio) {}
}
