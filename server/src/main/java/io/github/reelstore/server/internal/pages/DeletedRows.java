package io.github.reelstore.server.internal.pages;

import io.github.reelstore.app.Reelstore;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioField;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageField;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows that were deleted together.
 *
 * @param in the project that they belonged to
 * @param project the project, if it was deleted too
 * @param images the images
 * @param audio the audio
 * @param videos the videos
 * @param links the inputs and tracks of the videos
 * @param board the storyboard of the project, if that was deleted too
 */
record DeletedRows(
        ProjectId in,
        Optional<VideoProject> project,
        List<ImageGeneration> images,
        List<AudioGeneration> audio,
        List<VideoGeneration> videos,
        GenerationLinks links,
        ProjectStoryboard board)
        implements Deleted {

    /** The rows that a deletion of the project deletes. */
    static DeletedRows of(Tx tx, VideoProject project) {
        ProjectId id = project.id();
        Map<ImageId, ImageGeneration> images = new LinkedHashMap<>();
        tx.images().usedByProject(id).stream()
                .filter(row -> row.projectId().equals(Optional.of(id)))
                .forEach(row -> images.put(row.id(), row));
        all(page -> tx.images().withoutVideo(id, page)).forEach(row -> images.put(row.id(), row));
        Map<AudioId, AudioGeneration> audio = new LinkedHashMap<>();
        tx.audio().usedByProject(id).stream()
                .filter(row -> row.projectId().equals(Optional.of(id)))
                .forEach(row -> audio.put(row.id(), row));
        all(page -> tx.audio().withoutVideo(id, page)).forEach(row -> audio.put(row.id(), row));
        return new DeletedRows(
                id,
                Optional.of(project),
                List.copyOf(images.values()),
                List.copyOf(audio.values()),
                tx.generations().ofProject(id),
                tx.generations().linksOfProject(id),
                tx.archive().storyboard(id));
    }

    /** A video with its links. */
    static DeletedRows of(Tx tx, ProjectId in, VideoGeneration video) {
        return new DeletedRows(
                in,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(video),
                tx.generations().linksOf(video.id()),
                ProjectStoryboard.NONE);
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> rows = new ArrayList<>();
        Page<T> page = list.apply(PageRequest.first(PageRequest.MAX_LIMIT));
        rows.addAll(page.items());
        while (page.next().isPresent()) {
            page = list.apply(
                    PageRequest.first(PageRequest.MAX_LIMIT).after(page.next().get()));
            rows.addAll(page.items());
        }
        return rows;
    }

    @Override
    public int size() {
        return (project.isPresent() ? 1 : 0) + images.size() + audio.size() + videos.size() + board.size();
    }

    /** As if every row were printed: its texts are most of it. */
    @Override
    public long bytes() {
        return Stream.<Stream<?>>of(
                        project.stream(),
                        images.stream(),
                        audio.stream(),
                        videos.stream(),
                        links.inputs().stream(),
                        links.audioTracks().stream(),
                        board.scenes().stream(),
                        board.lines().stream(),
                        board.settings().stream(),
                        board.selections().stream(),
                        board.rejected().stream())
                .flatMap(rows -> rows)
                .mapToLong(row -> (long) row.toString().length() * Character.BYTES)
                .sum();
    }

    /**
     * Inserts the rows as they were, all or none.
     *
     * @throws StorageException.NotFound if a file has been collected meanwhile, or a row that they refer to was deleted
     */
    @Override
    public void restore(Reelstore store) {
        store.inTransaction(tx -> {
            requireFiles(tx);
            project.ifPresent(tx.projects()::insert);
            restoreImages(tx);
            restoreAudio(tx);
            tx.generations().insertAll(videos);
            tx.generations().link(links);
            tx.archive().insertStoryboard(board);
            return this;
        });
    }

    /** Images that another project uses have only lost their project. */
    private void restoreImages(Tx tx) {
        Set<ImageId> kept = images.stream()
                .map(ImageGeneration::id)
                .filter(id -> tx.images().find(id).isPresent())
                .collect(Collectors.toSet());
        kept.forEach(id -> tx.images().update(id, Patch.<ImageGeneration>empty().set(ImageField.PROJECT_ID, in)));
        tx.images()
                .insertAll(
                        images.stream().filter(row -> !kept.contains(row.id())).toList());
    }

    /** As {@link #restoreImages}. */
    private void restoreAudio(Tx tx) {
        Set<AudioId> kept = audio.stream()
                .map(AudioGeneration::id)
                .filter(id -> tx.audio().find(id).isPresent())
                .collect(Collectors.toSet());
        kept.forEach(id -> tx.audio().update(id, Patch.<AudioGeneration>empty().set(AudioField.PROJECT_ID, in)));
        tx.audio()
                .insertAll(
                        audio.stream().filter(row -> !kept.contains(row.id())).toList());
    }

    /**
     * A file exists as long as it has a tombstone, or another row. Releasing a tombstone locks its key, as a collection does
     * before it removes the file.
     */
    private void requireFiles(Tx tx) {
        List<BlobKey> sorted = keys().distinct().sorted().toList();
        for (int i = 0; i < sorted.size(); i += PageRequest.MAX_LIMIT) {
            List<BlobKey> some = sorted.subList(i, Math.min(sorted.size(), i + PageRequest.MAX_LIMIT));
            Set<BlobKey> released = tx.references().release(some);
            for (BlobKey key : some) {
                if (!released.contains(key) && tx.references().find(key).isEmpty()) {
                    throw new StorageException.NotFound(
                            key.value(), "The file " + key + " has been removed from the blob store meanwhile.");
                }
            }
        }
    }

    private Stream<BlobKey> keys() {
        return Stream.of(
                        project.stream()
                                .flatMap(row -> Stream.concat(row.videoPath().stream(), row.thumbPath().stream())),
                        images.stream()
                                .flatMap(row -> Stream.concat(Stream.of(row.filePath()), row.thumbPath().stream())),
                        audio.stream().map(AudioGeneration::filePath),
                        videos.stream()
                                .flatMap(row -> Stream.concat(row.filePath().stream(), row.thumbPath().stream())))
                .flatMap(keys -> keys);
    }
}
