package io.github.reelstore.domain.model;

import java.util.List;

/**
 * The inputs and additional audio tracks of videos.
 *
 * @param inputs the input images, ordered by generation, role and position
 * @param audioTracks the audio tracks in further languages, ordered by generation and language
 */
public record GenerationLinks(List<GenerationInput> inputs, List<GenerationAudioTrack> audioTracks) {

    /** No links. */
    public static final GenerationLinks NONE = new GenerationLinks(List.of(), List.of());

    public GenerationLinks {
        inputs = List.copyOf(inputs);
        audioTracks = List.copyOf(audioTracks);
    }
}
