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
 * A project with all that belongs to its clips.
 *
 * @param project the project
 * @param generations its clips, oldest first, by (created_at, id)
 */
public record ProjectWithGenerations(VideoProject project, List<GenerationView> generations) {

    public ProjectWithGenerations {
        generations = List.copyOf(generations);
    }

    /**
     * A clip with what it refers to.
     *
     * @param generation the clip
     * @param image the image it was made from
     * @param inputs the images that went into it, by role and position
     * @param audio its speech: the first, or the one in the language that was asked for
     * @param audioTracks its speech in further languages, by language
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
     * An image that went into a clip.
     *
     * @param role what it is for
     * @param position its place among those of the same role, from 0
     * @param image the image
     */
    public record InputView(InputRole role, int position, ImageGeneration image) {}

    /**
     * Speech of a clip in a further language.
     *
     * @param language the language of the track
     * @param audio the speech
     */
    public record TrackView(LanguageTag language, AudioGeneration audio) {}
}
