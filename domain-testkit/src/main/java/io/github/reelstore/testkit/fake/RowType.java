package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.StoredBlob;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the fakes need to know about a record type, so that they can handle all four the same way.
 *
 * @param name the name of a row in messages
 * @param id the id of a row
 * @param newId rejects text that cannot be the id of a new row
 * @param profile the profile of a row
 * @param createdAt when a row was created
 * @param parents the rows that must exist before it
 * @param files the files that a row refers to
 * @param touch returns the row with what every change at that time sets (update time, version)
 */
record RowType<I extends Id, R>(
        String name,
        Function<R, I> id,
        Consumer<String> newId,
        Function<R, ProfileId> profile,
        Function<R, Instant> createdAt,
        Function<R, Stream<? extends Id>> parents,
        Function<R, Stream<StoredBlob>> files,
        BiFunction<R, Instant, R> touch) {

    static final RowType<ProjectId, VideoProject> PROJECT = new RowType<>(
            "project",
            VideoProject::id,
            ProjectId::of,
            VideoProject::profileId,
            VideoProject::createdAt,
            row -> Stream.empty(),
            row -> Stream.concat(
                    file(row.videoPath(), row.contentHash(), Optional.empty()), thumbnail(row.thumbPath())),
            (row, now) ->
                    row.toBuilder().version(row.version() + 1).updatedAt(now).build());

    static final RowType<GenerationId, VideoGeneration> GENERATION = new RowType<>(
            "generation",
            VideoGeneration::id,
            GenerationId::of,
            VideoGeneration::profileId,
            VideoGeneration::createdAt,
            row -> Stream.of(row.projectId(), row.imageGenerationId(), row.audioGenerationId())
                    .flatMap(Optional::stream),
            row -> Stream.concat(file(row.filePath(), row.contentHash(), row.byteSize()), thumbnail(row.thumbPath())),
            (row, now) -> row.toBuilder().updatedAt(now).build());

    static final RowType<ImageId, ImageGeneration> IMAGE = new RowType<>(
            "image",
            ImageGeneration::id,
            ImageId::of,
            ImageGeneration::profileId,
            ImageGeneration::createdAt,
            row -> row.projectId().stream(),
            row -> Stream.concat(
                    file(Optional.of(row.filePath()), row.contentHash(), row.byteSize()), thumbnail(row.thumbPath())),
            (row, now) -> row.toBuilder().updatedAt(now).build());

    static final RowType<AudioId, AudioGeneration> AUDIO = new RowType<>(
            "audio",
            AudioGeneration::id,
            AudioId::of,
            AudioGeneration::profileId,
            AudioGeneration::createdAt,
            row -> row.projectId().stream(),
            row -> file(Optional.of(row.filePath()), row.contentHash(), row.byteSize()),
            (row, now) -> row.toBuilder().updatedAt(now).build());

    private static Stream<StoredBlob> file(Optional<BlobKey> key, Optional<ContentHash> hash, Optional<Long> size) {
        return key.map(present -> new StoredBlob(present, hash, size)).stream();
    }

    private static Stream<StoredBlob> thumbnail(Optional<BlobKey> key) {
        return file(key, Optional.empty(), Optional.empty());
    }

    Cursor cursor(R row) {
        return new Cursor(createdAt.apply(row), id.apply(row).value());
    }
}
