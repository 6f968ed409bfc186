package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaFacts;
import io.github.reelstore.domain.media.MediaKeys;
import io.github.reelstore.domain.model.GenerationField;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.StagedBlob;
import io.github.reelstore.domain.port.Thumbnailer;
import io.github.reelstore.domain.port.Thumbnailer.Thumbnail;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.port.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives rows their small picture, once their file is stored. It is done as well as it can be: where none can be made or stored, the row
 * stays as it is, and a refresh may make up for it.
 */
final class Thumbnails {

    private final Transactions transactions;
    private final MediaService media;
    private final Thumbnailer thumbnailer;
    private final ProfileId profile;

    Thumbnails(Transactions transactions, MediaService media, Thumbnailer thumbnailer, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.thumbnailer = thumbnailer;
        this.profile = profile;
    }

    /** The image with a picture; as it is where it has one already. */
    ImageGeneration addToImage(ImageGeneration image) {
        if (image.thumbPath().isPresent()) {
            return image;
        }
        return make(
                image,
                image.filePath(),
                new Target<>(
                        tx -> tx.images()
                                .find(image.id())
                                .filter(now -> now.filePath().equals(image.filePath())),
                        (tx, key) -> tx.images()
                                .update(
                                        image.id(),
                                        Patch.<ImageGeneration>empty().set(ImageField.THUMB_PATH, key))));
    }

    /** The same for a clip, whose picture is one of its frames. */
    VideoGeneration addToClip(VideoGeneration clip) {
        if (clip.thumbPath().isPresent() || clip.filePath().isEmpty()) {
            return clip;
        }
        return make(
                clip,
                clip.filePath().get(),
                new Target<>(
                        tx -> tx.generations()
                                .find(clip.id())
                                .filter(now -> now.filePath().equals(clip.filePath())),
                        (tx, key) -> tx.generations()
                                .update(
                                        clip.id(),
                                        Patch.<VideoGeneration>empty().set(GenerationField.THUMB_PATH, key))));
    }

    /** The same for the final cut of a project. */
    VideoProject addToFinalCut(VideoProject project) {
        if (project.thumbPath().isPresent() || project.videoPath().isEmpty()) {
            return project;
        }
        return make(
                project,
                project.videoPath().get(),
                new Target<>(
                        tx -> tx.projects()
                                .find(project.id())
                                .filter(now -> now.videoPath().equals(project.videoPath())),
                        (tx, key) -> tx.projects()
                                .update(
                                        project.id(),
                                        Patch.<VideoProject>empty().set(ProjectField.THUMB_PATH, key))));
    }

    /**
     * Where a picture goes.
     *
     * @param unchanged the row as it is now, if it is there and has the same file
     * @param link notes the picture in the row
     */
    private record Target<R>(Function<Tx, Optional<R>> unchanged, Link<R> link) {}

    @FunctionalInterface
    private interface Link<R> {
        R to(Tx tx, BlobKey key);
    }

    private <R> R make(R row, BlobKey file, Target<R> target) {
        try {
            Optional<Thumbnail> thumbnail =
                    media.formatOf(file).flatMap(format -> thumbnailer.make(media.bytesOf(file), format));
            return thumbnail.isPresent() ? store(row, file, thumbnail.get(), target) : row;
        } catch (StorageException e) {
            // the row and its file are stored, which is what the caller asked for
            return row;
        }
    }

    private <R> R store(R row, BlobKey file, Thumbnail thumbnail, Target<R> target) {
        try (StagedBlob blob = media.stageBlob(thumbnail.source())) {
            StagedMedia staged = new StagedMedia(blob, MediaFacts.of(thumbnail.format()), Map.of());
            BlobKey usual = MediaKeys.thumbnail(file, Optional.empty(), thumbnail.format());
            BlobKey other = MediaKeys.thumbnail(file, Optional.of(blob.hash()), thumbnail.format());
            media.prepareNew(staged, usual);
            return transactions.inTransaction(profile, tx -> {
                if (target.unchanged().apply(tx).isEmpty()) {
                    return row;
                }
                return target.link().to(tx, publish(staged, usual, other));
            });
        }
    }

    /** The usual address may be taken by an earlier picture, or one that no row refers to. */
    private BlobKey publish(StagedMedia staged, BlobKey usual, BlobKey other) {
        try {
            return media.publishNew(staged, usual).key();
        } catch (StorageException.AlreadyExists taken) {
            return media.publishNew(staged, other).key();
        }
    }
}
