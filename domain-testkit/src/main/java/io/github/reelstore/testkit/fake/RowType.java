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
 * What the fakes must know of a record to treat the four of them alike.
 *
 * @param name what to call one in messages
 * @param id its id
 * @param newId refuses what cannot be the id of a new row
 * @param profile whose it is
 * @param createdAt when it was made
 * @param parents the rows that must be there for it
 * @param files the files that it refers to
 * @param touch the row after a change at a time, but for what was changed
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
            "speech",
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
