package io.github.reelstore.testkit.services;

import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.service.NewAudio;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.service.NewImage;
import io.github.reelstore.testkit.SampleMedia;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short ways to describe what the services are asked to store. */
final class SampleDrafts {

    private SampleDrafts() {}

    static BlobSource png(int number) {
        return SampleMedia.source("image " + number + ".png", SampleMedia.png(number));
    }

    static BlobSource mp3(int number) {
        return SampleMedia.source("audio " + number + ".mp3", SampleMedia.mp3(number));
    }

    static BlobSource mp4(int number) {
        return SampleMedia.source("video " + number + ".mp4", SampleMedia.mp4(number));
    }

    static NewImage newImage(VideoProject project, BlobSource file) {
        return new NewImage(
                project.id(),
                file,
                ImageGeneration.builder().provider("painter").prompt("a lake"));
    }

    static NewAudio newAudio(VideoProject project, BlobSource file, @Nullable String language) {
        return new NewAudio(
                project.id(),
                file,
                AudioGeneration.builder()
                        .provider("speaker")
                        .text("hello")
                        .language(language == null ? null : LanguageTag.of(language)));
    }

    static NewGeneration newVideo(VideoProject project) {
        return new NewGeneration(project.id(), VideoGeneration.builder().prompt("a wave"));
    }

    static NewGeneration newVideo(VideoProject project, BlobSource file) {
        return new NewGeneration(project.id(), file, VideoGeneration.builder().prompt("a wave"));
    }

    /** Returns the bytes with one bit changed. */
    static byte[] damaged(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    static ContentHash hashOf(byte[] bytes) {
        MessageDigest digest = ContentHash.newDigest();
        digest.update(bytes);
        return ContentHash.of(digest);
    }

    static <T> Optional<T> some(T value) {
        return Optional.of(value);
    }

    static <T> Optional<T> none() {
        return Optional.empty();
    }
}
