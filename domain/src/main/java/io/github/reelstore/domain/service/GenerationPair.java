package io.github.reelstore.domain.service;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.Optional;

/**
 * The rows that were written together.
 *
 * @param image the image, if one was given
 * @param audio the audio, if one was given
 * @param generation the video that refers to them
 */
public record GenerationPair(
        Optional<ImageGeneration> image, Optional<AudioGeneration> audio, VideoGeneration generation) {}
