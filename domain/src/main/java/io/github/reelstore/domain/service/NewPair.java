package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioGenerationBuilder;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageGenerationBuilder;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoGenerationBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An image, audio and the video that refers to them, to be stored together; begin with
 * {@link GenerationService#newPair}. Image and audio are optional, but one of them is required. Without
 * {@link #video(Path, UnaryOperator)} the video is one that is yet to be generated. For other sources than files, for
 * input images and for further languages, see {@link GenerationService#createImageAudioVideoPair(Optional, Optional,
 * NewGeneration)}. For one thread at a time.
 */
public final class NewPair {

    private final GenerationService generations;
    private final ProjectId project;
    private Optional<NewImage> image = Optional.empty();
    private Optional<NewAudio> audio = Optional.empty();
    private NewGeneration video;

    NewPair(GenerationService generations, ProjectId project) {
        this.generations = generations;
        this.project = project;
        this.video = new NewGeneration(project, VideoGeneration.builder());
    }

    /**
     * Sets the image.
     *
     * @param values sets the values of the row, at least the provider
     * @throws StorageException.InvalidInput if the file does not exist or is not readable
     */
    public NewPair image(Path file, UnaryOperator<ImageGenerationBuilder> values) {
        image = Optional.of(new NewImage(project, BlobSource.of(file), values.apply(ImageGeneration.builder())));
        return this;
    }

    /**
     * Sets the audio.
     *
     * @param values sets the values of the row, at least the provider
     * @throws StorageException.InvalidInput if the file does not exist or is not readable
     */
    public NewPair audio(Path file, UnaryOperator<Audio> values) {
        Audio given = values.apply(new Audio());
        audio = Optional.of(new NewAudio(project, BlobSource.of(file), given.row, given.format));
        return this;
    }

    /**
     * Sets the video.
     *
     * @param values sets the values of the row
     * @throws StorageException.InvalidInput if the file does not exist or is not readable
     */
    public NewPair video(Path file, UnaryOperator<VideoGenerationBuilder> values) {
        video = new NewGeneration(project, BlobSource.of(file), values.apply(VideoGeneration.builder()));
        return this;
    }

    /**
     * Sets the values of a video that is yet to be generated.
     *
     * @param values sets the values of the row
     */
    public NewPair video(UnaryOperator<VideoGenerationBuilder> values) {
        video = new NewGeneration(project, values.apply(VideoGeneration.builder()));
        return this;
    }

    /**
     * Stages the files, then writes the rows, all or none, in a transaction of its own.
     *
     * @throws StorageException.InvalidInput if neither image nor audio is given, a file is empty or of another kind, or
     *     a value is not valid
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.Unavailable if the database or the blob store fails; no row was written
     */
    public GenerationPair save() {
        return generations.createImageAudioVideoPair(image, audio, video);
    }

    /** The values of the audio: those that are given as text, and all others by {@link #row}. */
    public static final class Audio {

        private AudioGenerationBuilder row = AudioGeneration.builder();
        private Optional<AudioEncoding> format = Optional.empty();

        private Audio() {}

        /** Sets the provider that generated it; required. */
        public Audio provider(String provider) {
            return row(values -> values.provider(provider));
        }

        /**
         * Sets the spoken language.
         *
         * @param tag a BCP 47 tag, such as {@code vi} or {@code pt-BR}; it is canonicalised
         * @throws StorageException.InvalidInput if it is not a language tag
         */
        public Audio language(String tag) {
            return row(values -> values.language(LanguageTag.of(tag)));
        }

        /**
         * Sets the format that was requested from the provider; required for headerless audio.
         *
         * @param encoding as providers write it, such as {@code pcm_24000} or {@code mp3_44100_128}
         * @throws StorageException.InvalidInput if it is not such a format
         */
        public Audio format(String encoding) {
            format = Optional.of(AudioEncoding.parse(encoding));
            return this;
        }

        /** Sets any value of the row, such as the voice and the spoken text. */
        public Audio row(UnaryOperator<AudioGenerationBuilder> values) {
            row = values.apply(row);
            return this;
        }
    }
}
