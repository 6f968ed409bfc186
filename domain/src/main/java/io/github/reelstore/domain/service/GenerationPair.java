package io.github.reelstore.domain.service;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.Optional;

/**
 * Rows that were written together.
 *
 * @param image the image, if one was given
 * @param audio the speech, if it was given
 * @param generation the clip that refers to them
 */
public record GenerationPair(
        Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGeneration generation) {}
