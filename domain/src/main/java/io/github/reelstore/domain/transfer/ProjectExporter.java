package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.maintenance.Verification;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ByteRange;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.GenerationFilter;
import io.github.reelstore.domain.port.rows.InvalidValue;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a project and gives it to a sink: its rows in one transaction, then its files. */
final class ProjectExporter {

    private final Tx tx;
    private final BlobStore blobs;
    private final VideoProject project;
    private final ProjectSink sink;
    private final Map<BlobKey, ExportedFile> files = new LinkedHashMap<>();
    private final Set<ImageId> usedImages = new LinkedHashSet<>();
    private final Set<AudioId> usedAudio = new LinkedHashSet<>();
    private final List<RowMark> lost = new ArrayList<>();

    private ProjectExporter(Tx tx, BlobStore blobs, VideoProject project, ProjectSink sink) {
        this.tx = tx;
        this.blobs = blobs;
        this.project = project;
        this.sink = sink;
    }

    /** The rows that were given to a sink. */
    record Rows(VideoProject project, List<ExportedFile> files, List<InvalidValue> left, List<RowMark> lost) {}

    static Rows exportRows(Tx tx, BlobStore blobs, ProjectId id, ProjectSink sink) throws IOException {
        VideoProject project = tx.projects()
                .find(id)
                .orElseThrow(() -> new StorageException.NotFound(
                        id.value(),
                        "There is no project " + Messages.quoted(id.value()) + " in profile " + tx.profile()
                                + "; \"reelstore project list\" lists those that exist."));
        ProjectExporter exporter = new ProjectExporter(tx, blobs, project, sink);
        exporter.run();
        return new Rows(project, List.copyOf(exporter.files.values()), tx.invalidValues(), exporter.lost);
    }

    private void run() throws IOException {
        VideoProject row = withoutLostFile(project);
        sink.begin(row);
        row.videoPath().ifPresent(key -> add(new ExportedFile(key, row.contentHash(), Optional.empty())));
        row.thumbPath().ifPresent(this::addThumbnail);
        videos();
        ProjectStoryboard storyboard = tx.archive().storyboard(project.id());
        storyboard
                .settings()
                .forEach(dated -> usedImages.addAll(dated.stored().settings().references()));
        GenerationFilter all = GenerationFilter.of(project.id());
        pages(page -> tx.images().list(all, page), rows -> {
            rows.forEach(image -> usedImages.remove(image.id()));
            images(rows);
        });
        pages(page -> tx.audio().list(all, page), rows -> {
            rows.forEach(audio -> usedAudio.remove(audio.id()));
            audio(rows);
        });
        // what is left belongs to other projects, or to none
        each(usedImages, tx.archive()::images, this::images);
        each(usedAudio, tx.archive()::audio, this::audio);
        sink.storyboard(storyboard);
    }

    /** Takes a page of rows. */
    @FunctionalInterface
    private interface Taker<R> {
        void take(List<R> rows) throws IOException;
    }

    private static <R extends Record> void pages(Function<PageRequest, Page<R>> list, Taker<R> taker)
            throws IOException {
        ReadSize size = new ReadSize();
        Optional<Cursor> next = Optional.empty();
        do {
            Page<R> page = list.apply(new PageRequest(size.rows(), next));
            taker.take(page.items());
            size.read(page.items());
            next = page.next();
        } while (next.isPresent());
    }

    private static <I, R extends Record> void each(Set<I> ids, Function<List<I>, List<R>> find, Taker<R> taker)
            throws IOException {
        ReadSize size = new ReadSize();
        Iterator<I> iterator = ids.iterator();
        while (iterator.hasNext()) {
            List<I> some = new ArrayList<>();
            while (iterator.hasNext() && some.size() < size.rows()) {
                some.add(iterator.next());
            }
            List<R> rows = find.apply(some);
            taker.take(rows);
            size.read(rows);
        }
    }

    private void videos() throws IOException {
        pages(page -> tx.generations().ofProject(project.id(), page), rows -> {
            if (rows.isEmpty()) {
                return;
            }
            List<VideoGeneration> videos = withoutLostFiles(rows);
            for (VideoGeneration video : videos) {
                video.filePath().ifPresent(key -> add(new ExportedFile(key, video.contentHash(), video.byteSize())));
                video.thumbPath().ifPresent(this::addThumbnail);
                video.imageGenerationId().ifPresent(usedImages::add);
                video.audioGenerationId().ifPresent(usedAudio::add);
            }
            GenerationLinks links = tx.generations()
                    .linksOf(rows.stream().map(VideoGeneration::id).toList());
            links.inputs().forEach(input -> usedImages.add(input.imageGenerationId()));
            links.audioTracks().forEach(track -> usedAudio.add(track.audioGenerationId()));
            sink.videos(videos, links);
        });
    }

    private void images(List<ImageGeneration> rows) throws IOException {
        List<ImageGeneration> images = withFiles(TransferTable.IMAGES, rows);
        for (ImageGeneration image : images) {
            add(new ExportedFile(image.filePath(), image.contentHash(), image.byteSize()));
            image.thumbPath().ifPresent(this::addThumbnail);
        }
        if (!images.isEmpty()) {
            sink.images(images);
        }
    }

    private void audio(List<AudioGeneration> rows) throws IOException {
        List<AudioGeneration> audio = withFiles(TransferTable.AUDIO, rows);
        audio.forEach(row -> add(new ExportedFile(row.filePath(), row.contentHash(), row.byteSize())));
        if (!audio.isEmpty()) {
            sink.audio(audio);
        }
    }

    private VideoProject withoutLostFile(VideoProject row) {
        Map<String, BlobKey> file = new HashMap<>();
        row.videoPath().ifPresent(key -> file.put(row.id().value(), key));
        return lost(EntityType.PROJECT, file).isEmpty()
                ? row
                : row.toBuilder()
                        .videoPath(Optional.empty())
                        .contentHash(Optional.empty())
                        .build();
    }

    /** Videos that have lost their file become like those that have none yet. */
    private List<VideoGeneration> withoutLostFiles(List<VideoGeneration> rows) {
        Set<String> ids = lost(TransferTable.VIDEOS, rows);
        return rows.stream()
                .map(row -> ids.contains(row.id().value())
                        ? row.toBuilder()
                                .filePath(Optional.empty())
                                .contentHash(Optional.empty())
                                .byteSize(Optional.empty())
                                .build()
                        : row)
                .toList();
    }

    private <R extends Record> List<R> withFiles(TransferTable<R> table, List<R> rows) {
        Set<String> ids = lost(table, rows);
        return rows.stream().filter(row -> !ids.contains(table.idOf(row))).toList();
    }

    private <R extends Record> Set<String> lost(TransferTable<R> table, List<R> rows) {
        Map<String, BlobKey> keys = new HashMap<>();
        rows.forEach(row -> table.fileOf(row).ifPresent(key -> keys.put(table.idOf(row), key)));
        return lost(table.type(), keys);
    }

    /**
     * Which rows have lost their file for good: it is missing, and a person has accepted that.
     *
     * @param keys the files of rows by the ids of these
     */
    private Set<String> lost(EntityType type, Map<String, BlobKey> keys) {
        Set<String> ids = new HashSet<>();
        for (List<String> some : Chunks.of(keys.keySet().stream())) {
            for (RowMark mark : tx.maintenance().marks(type, some)) {
                Optional<BlobKey> missing = Optional.ofNullable(keys.get(mark.rowId()))
                        .filter(key -> mark.problem().equals(Verification.Kind.MISSING.value())
                                && mark.subject().equals(key.value())
                                && blobs.stat(key).isEmpty());
                if (missing.isPresent()) {
                    lost.add(mark);
                    ids.add(mark.rowId());
                }
            }
        }
        return ids;
    }

    private void addThumbnail(BlobKey key) {
        add(new ExportedFile(key, Optional.empty(), Optional.empty()));
    }

    /** Rows may share a file, and not each of them may know its hash. */
    private void add(ExportedFile file) {
        files.merge(
                file.key(),
                file,
                (one, other) -> new ExportedFile(
                        one.key(), one.hash().or(other::hash), one.size().or(other::size)));
    }

    /** Gives a file to a sink, and compares it with the rows. */
    static StoredBlob exportFile(BlobStore blobs, ExportedFile file, ProjectSink sink) throws IOException {
        StoredBlob read;
        long length;
        try (BlobContent content = blobs.open(file.key(), ByteRange.ALL)) {
            length = content.totalSize();
            StoredStream stream = new StoredStream(content.stream(), file.key());
            read = sink.file(file, new BlobContent(stream, content.offset(), content.length(), length));
        } catch (StorageException.NotFound e) {
            throw new StorageException.Corrupt(
                    file.key().value(),
                    "The file " + file.key()
                            + " of the project is missing, so the project was not exported; run verify.",
                    e);
        }
        Optional<ContentHash> hash = read.hash();
        long size = read.size().orElse(-1L);
        if (size != length || file.size().filter(expected -> expected != size).isPresent()) {
            throw damaged(file, "has " + size + " bytes, not " + file.size().orElse(length));
        }
        if (file.hash().isPresent() && !file.hash().equals(hash)) {
            throw damaged(file, "does not match the hash in its row");
        }
        return read;
    }

    private static StorageException.Corrupt damaged(ExportedFile file, String what) {
        return new StorageException.Corrupt(
                file.key().value(),
                "The file " + file.key() + " of the project " + what
                        + ", so the project was not exported; run verify --deep.",
                null);
    }
}
