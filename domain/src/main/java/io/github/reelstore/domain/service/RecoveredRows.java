package io.github.reelstore.domain.service;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaKeys;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.RowKind;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.Tx;
import io.github.reelstore.domain.service.MediaFiles.Measured;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of files that have none; a row knows of its file what the bytes tell, and when it was stored. */
final class RecoveredRows {

    /** Where the provider was noted is gone with the row. */
    private static final String UNKNOWN_PROVIDER = "unknown";

    private final ProfileId profile;

    RecoveredRows(ProfileId profile) {
        this.profile = profile;
    }

    /**
     * A file that gets a row.
     *
     * @param key where it is
     * @param kind what it is
     * @param facts what its bytes tell
     * @param bytes how many, and their hash
     * @param storedAt when it was stored, which is when its row was made: so it gets its old place in lists
     */
    record File(BlobKey key, MediaKind kind, RowFacts facts, Measured bytes, Instant storedAt) {}

    /**
     * Which kind of row a file becomes: a video in its project's folder is the final cut, if the project has none.
     *
     * @param project the project that gets it
     * @param row its row; empty if it is yet to be made
     */
    static RowKind rowKind(ProjectId project, Optional<VideoProject> row, BlobKey key, MediaKind kind) {
        return switch (kind) {
            case IMAGE -> RowKind.IMAGE;
            case AUDIO -> RowKind.AUDIO;
            case VIDEO ->
                MediaKeys.isFinalCut(key, project)
                                && row.flatMap(VideoProject::videoPath).isEmpty()
                        ? RowKind.PROJECT
                        : RowKind.GENERATION;
        };
    }

    /**
     * Inserts the row.
     *
     * @param thumbnail the file's, if it is there
     * @param id of the row, unless it is the project's
     */
    Undeleted insert(Tx tx, VideoProject project, File file, Optional<BlobKey> thumbnail, String id) {
        @Nullable BlobKey thumb = thumbnail.orElse(null);
        return switch (rowKind(project.id(), Optional.of(project), file.key(), file.kind())) {
            case IMAGE -> image(tx, project, file, thumb, id);
            case AUDIO -> audio(tx, project, file, id);
            case GENERATION -> video(tx, project, file, thumb, id);
            case PROJECT -> finalCut(tx, project, file, thumbnail);
        };
    }

    private Undeleted image(Tx tx, VideoProject project, File file, @Nullable BlobKey thumbnail, String id) {
        tx.images()
                .insert(MediaRows.IMAGES.filled(
                        file.facts(),
                        ImageGeneration.builder()
                                .id(new ImageId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .provider(UNKNOWN_PROVIDER)
                                .filePath(file.key())
                                .thumbPath(thumbnail)
                                .byteSize(file.bytes().size())
                                .contentHash(file.bytes().hash())
                                .createdAt(file.storedAt())
                                .updatedAt(tx.now())
                                .build()));
        return new Undeleted(file.key(), project.id(), RowKind.IMAGE, id);
    }

    private Undeleted audio(Tx tx, VideoProject project, File file, String id) {
        tx.audio()
                .insert(MediaRows.SPEECH.filled(
                        file.facts(),
                        AudioGeneration.builder()
                                .id(new AudioId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .provider(UNKNOWN_PROVIDER)
                                .filePath(file.key())
                                .byteSize(file.bytes().size())
                                .contentHash(file.bytes().hash())
                                .createdAt(file.storedAt())
                                .updatedAt(tx.now())
                                .build()));
        return new Undeleted(file.key(), project.id(), RowKind.AUDIO, id);
    }

    private Undeleted video(Tx tx, VideoProject project, File file, @Nullable BlobKey thumbnail, String id) {
        tx.generations()
                .insert(MediaRows.CLIPS.filled(
                        file.facts(),
                        VideoGeneration.builder()
                                .id(new GenerationId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .status(GenerationStatus.COMPLETED)
                                .filePath(file.key())
                                .thumbPath(thumbnail)
                                .byteSize(file.bytes().size())
                                .contentHash(file.bytes().hash())
                                .createdAt(file.storedAt())
                                .updatedAt(tx.now())
                                .completedAt(file.storedAt())
                                .build()));
        return new Undeleted(file.key(), project.id(), RowKind.GENERATION, id);
    }

    private static Undeleted finalCut(Tx tx, VideoProject project, File file, Optional<BlobKey> thumbnail) {
        Patch<VideoProject> patch = MediaRows.CUTS
                .difference(project, MediaRows.CUTS.filled(file.facts(), project))
                .set(ProjectField.VIDEO_PATH, file.key())
                .set(ProjectField.CONTENT_HASH, file.bytes().hash());
        Optional<BlobKey> missing = thumbnail.filter(key -> project.thumbPath().isEmpty());
        tx.projects()
                .update(
                        project.id(),
                        missing.map(key -> patch.set(ProjectField.THUMB_PATH, key))
                                .orElse(patch));
        return new Undeleted(
                file.key(), project.id(), RowKind.PROJECT, project.id().value());
    }
}
