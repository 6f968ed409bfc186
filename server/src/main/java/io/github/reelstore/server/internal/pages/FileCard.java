package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.VideoGeneration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An image, audio or a video that is in no scene.
 *
 * @param title what it shows or says
 * @param facts its provider, size and so on
 * @param address the address of the file; empty for a video without one
 * @param picture the address of a small picture
 */
public record FileCard(String title, String facts, String address, Optional<String> picture) {

    static FileCard of(ImageGeneration image) {
        String size = image.width().isPresent() && image.height().isPresent()
                ? image.width().get() + " × " + image.height().get()
                : "";
        return new FileCard(
                image.prompt().orElse("Image"),
                joined(
                        image.provider(),
                        size,
                        image.byteSize().map(Display::bytes).orElse("")),
                Links.media(image.filePath()),
                Optional.of(Links.media(image.thumbPath().orElse(image.filePath()))));
    }

    static FileCard of(AudioGeneration audio) {
        return new FileCard(
                audio.text().orElse("Audio"),
                joined(
                        audio.provider(),
                        audio.language().map(LanguageNames::of).orElse(""),
                        audio.durationMs().map(Lengths::text).orElse("")),
                Links.media(audio.filePath()),
                Optional.empty());
    }

    static FileCard of(VideoGeneration video) {
        return new FileCard(
                video.prompt().orElse("Video"),
                joined(
                        video.provider().orElse(""),
                        video.durationMs().map(Lengths::text).orElse(""),
                        video.filePath().isEmpty() ? video.status().value() : ""),
                video.filePath().map(Links::media).orElse(""),
                video.thumbPath().map(Links::media));
    }

    private static String joined(String... facts) {
        return Stream.of(facts).filter(fact -> !fact.isEmpty()).collect(Collectors.joining(" · "));
    }
}
