package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.CanonicalJson;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What an import does with the rows of a medium.
 *
 * @param <R> the rows
 */
abstract sealed class TransferTable<R extends Record> {

    private static final BlobKey SOME_FILE = new BlobKey("file");

    private final EntityType type;
    private final MediaKind kind;

    private TransferTable(EntityType type, MediaKind kind) {
        this.type = type;
        this.kind = kind;
    }

    EntityType type() {
        return type;
    }

    MediaKind kind() {
        return kind;
    }

    abstract String idOf(R row);

    abstract Optional<ProjectId> projectOf(R row);

    abstract Optional<BlobKey> fileOf(R row);

    abstract Optional<BlobKey> thumbnailOf(R row);

    abstract Stream<R> rows(ProjectSource source);

    /** The row as it is stored with an id: its profile, its project and what it refers to are those of the plan. */
    abstract R mapped(R row, String id, ImportPlan plan);

    abstract R withFiles(R row, Map<BlobKey, BlobKey> keys);

    /** A copy without a project: another project may own a row that the source's project only uses. */
    abstract R withoutProject(R row);

    abstract List<R> find(Tx tx, Collection<String> ids);

    abstract void insert(Tx tx, List<R> rows);

    /**
     * A row without what may differ between equal rows: keys, times of changes, how JSON is written, and what the store derives
     * from the file.
     */
    abstract R comparable(R row, boolean withResponses);

    /** JSON comes back from Postgres written in another way. */
    static Optional<JsonText> comparable(Optional<JsonText> json) {
        return json.map(value -> new JsonText(CanonicalJson.exact(value)));
    }

    /** The key may differ, but not whether there is a file. */
    static Optional<BlobKey> comparableKey(Optional<BlobKey> key) {
        return key.map(file -> SOME_FILE);
    }

    static VideoProject comparable(VideoProject row) {
        return row.toBuilder()
                .tags(comparable(row.tags()))
                .meta(comparable(row.meta()))
                .mediaInfo(Optional.empty())
                .videoPath(comparableKey(row.videoPath()))
                .thumbPath(Optional.empty())
                .version(1)
                .updatedAt(Instant.EPOCH)
                .build();
    }

    static final TransferTable<VideoGeneration> VIDEOS = new Videos();
    static final TransferTable<ImageGeneration> IMAGES = new Images();
    static final TransferTable<AudioGeneration> AUDIO = new Audio();

    /** Images and audio come first, since videos refer to them. */
    static final List<TransferTable<?>> ALL = List.of(IMAGES, AUDIO, VIDEOS);

    private static final class Videos extends TransferTable<VideoGeneration> {

        Videos() {
            super(EntityType.GENERATION, MediaKind.VIDEO);
        }

        @Override
        String idOf(VideoGeneration row) {
            return row.id().value();
        }

        @Override
        Optional<ProjectId> projectOf(VideoGeneration row) {
            return row.projectId();
        }

        @Override
        Optional<BlobKey> fileOf(VideoGeneration row) {
            return row.filePath();
        }

        @Override
        Optional<BlobKey> thumbnailOf(VideoGeneration row) {
            return row.thumbPath();
        }

        @Override
        Stream<VideoGeneration> rows(ProjectSource source) {
            return source.videos();
        }

        @Override
        VideoGeneration mapped(VideoGeneration row, String id, ImportPlan plan) {
            return row.toBuilder()
                    .id(new GenerationId(id))
                    .profileId(plan.profile())
                    .projectId(plan.projectOf(row.projectId()))
                    .imageGenerationId(row.imageGenerationId().flatMap(plan::image))
                    .audioGenerationId(row.audioGenerationId().flatMap(plan::audio))
                    .build();
        }

        @Override
        VideoGeneration withFiles(VideoGeneration row, Map<BlobKey, BlobKey> keys) {
            return row.toBuilder()
                    .filePath(row.filePath().map(keys::get))
                    .thumbPath(row.thumbPath().map(keys::get))
                    .build();
        }

        @Override
        VideoGeneration withoutProject(VideoGeneration row) {
            return row.toBuilder().projectId(Optional.empty()).build();
        }

        @Override
        List<VideoGeneration> find(Tx tx, Collection<String> ids) {
            return tx.archive().videos(ids.stream().map(GenerationId::new).toList());
        }

        @Override
        void insert(Tx tx, List<VideoGeneration> rows) {
            tx.generations().insertAll(rows);
        }

        @Override
        VideoGeneration comparable(VideoGeneration row, boolean withResponses) {
            UnaryOperator<Optional<String>> response = value -> withResponses ? value : Optional.empty();
            return row.toBuilder()
                    .rawResponse(response.apply(row.rawResponse()))
                    .fifeUrl(response.apply(row.fifeUrl()))
                    .servingBaseUri(response.apply(row.servingBaseUri()))
                    .videoUrl(response.apply(row.videoUrl()))
                    .errorMessage(response.apply(row.errorMessage()))
                    .meta(comparable(row.meta()))
                    .mediaInfo(Optional.empty())
                    .filePath(comparableKey(row.filePath()))
                    .thumbPath(Optional.empty())
                    .updatedAt(Instant.EPOCH)
                    .build();
        }
    }

    private static final class Images extends TransferTable<ImageGeneration> {

        Images() {
            super(EntityType.IMAGE, MediaKind.IMAGE);
        }

        @Override
        String idOf(ImageGeneration row) {
            return row.id().value();
        }

        @Override
        Optional<ProjectId> projectOf(ImageGeneration row) {
            return row.projectId();
        }

        @Override
        Optional<BlobKey> fileOf(ImageGeneration row) {
            return Optional.of(row.filePath());
        }

        @Override
        Optional<BlobKey> thumbnailOf(ImageGeneration row) {
            return row.thumbPath();
        }

        @Override
        Stream<ImageGeneration> rows(ProjectSource source) {
            return source.images();
        }

        @Override
        ImageGeneration mapped(ImageGeneration row, String id, ImportPlan plan) {
            return row.toBuilder()
                    .id(new ImageId(id))
                    .profileId(plan.profile())
                    .projectId(plan.projectOf(row.projectId()))
                    .build();
        }

        @Override
        ImageGeneration withFiles(ImageGeneration row, Map<BlobKey, BlobKey> keys) {
            return row.toBuilder()
                    .filePath(keys.getOrDefault(row.filePath(), row.filePath()))
                    .thumbPath(row.thumbPath().map(keys::get))
                    .build();
        }

        @Override
        ImageGeneration withoutProject(ImageGeneration row) {
            return row.toBuilder().projectId(Optional.empty()).build();
        }

        @Override
        List<ImageGeneration> find(Tx tx, Collection<String> ids) {
            return tx.archive().images(ids.stream().map(ImageId::new).toList());
        }

        @Override
        void insert(Tx tx, List<ImageGeneration> rows) {
            tx.images().insertAll(rows);
        }

        @Override
        ImageGeneration comparable(ImageGeneration row, boolean withResponses) {
            return row.toBuilder()
                    .rawResponse(withResponses ? row.rawResponse() : Optional.empty())
                    .meta(comparable(row.meta()))
                    .mediaInfo(Optional.empty())
                    .filePath(SOME_FILE)
                    .thumbPath(Optional.empty())
                    .updatedAt(Instant.EPOCH)
                    .build();
        }
    }

    private static final class Audio extends TransferTable<AudioGeneration> {

        Audio() {
            super(EntityType.AUDIO, MediaKind.AUDIO);
        }

        @Override
        String idOf(AudioGeneration row) {
            return row.id().value();
        }

        @Override
        Optional<ProjectId> projectOf(AudioGeneration row) {
            return row.projectId();
        }

        @Override
        Optional<BlobKey> fileOf(AudioGeneration row) {
            return Optional.of(row.filePath());
        }

        @Override
        Optional<BlobKey> thumbnailOf(AudioGeneration row) {
            return Optional.empty();
        }

        @Override
        Stream<AudioGeneration> rows(ProjectSource source) {
            return source.audio();
        }

        @Override
        AudioGeneration mapped(AudioGeneration row, String id, ImportPlan plan) {
            return row.toBuilder()
                    .id(new AudioId(id))
                    .profileId(plan.profile())
                    .projectId(plan.projectOf(row.projectId()))
                    .build();
        }

        @Override
        AudioGeneration withFiles(AudioGeneration row, Map<BlobKey, BlobKey> keys) {
            return row.toBuilder()
                    .filePath(keys.getOrDefault(row.filePath(), row.filePath()))
                    .build();
        }

        @Override
        AudioGeneration withoutProject(AudioGeneration row) {
            return row.toBuilder().projectId(Optional.empty()).build();
        }

        @Override
        List<AudioGeneration> find(Tx tx, Collection<String> ids) {
            return tx.archive().audio(ids.stream().map(AudioId::new).toList());
        }

        @Override
        void insert(Tx tx, List<AudioGeneration> rows) {
            tx.audio().insertAll(rows);
        }

        @Override
        AudioGeneration comparable(AudioGeneration row, boolean withResponses) {
            return row.toBuilder()
                    .rawResponse(withResponses ? row.rawResponse() : Optional.empty())
                    .meta(comparable(row.meta()))
                    .mediaInfo(Optional.empty())
                    .filePath(SOME_FILE)
                    .updatedAt(Instant.EPOCH)
                    .build();
        }
    }
}
