package io.github.reelstore.domain.model;

import java.util.List;

/**
 * What clips are linked with beyond their own rows.
 *
 * @param inputs the images that went into them, ordered by generation, role and position
 * @param audioTracks their speech in further languages, ordered by generation and language
 */
public record GenerationLinks(List<GenerationInput> inputs, List<GenerationAudioTrack> audioTracks) {

    /** No links. */
    public static final GenerationLinks NONE = new GenerationLinks(List.of(), List.of());

    public GenerationLinks {
        inputs = List.copyOf(inputs);
        audioTracks = List.copyOf(audioTracks);
    }
}
