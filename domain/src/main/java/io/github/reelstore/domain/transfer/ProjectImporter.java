package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.StagedBlob;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.ParallelRunner;
import io.github.reelstore.domain.service.internal.PendingFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Stores the rows and files of a source that a plan says are not there yet. */
final class ProjectImporter implements AutoCloseable {

    /** More files that are forced to disk at once slow each other down. */
    private static final int FILES_AT_ONCE = 4;

    private final ProjectSource source;
    private final ImportPlan plan;
    private final MediaComponents media;
    private final List<Needed> needed = new ArrayList<>();
    private final Map<BlobKey, StagedBlob> staged = new LinkedHashMap<>();
    private final Queue<StagedBlob> open = new ConcurrentLinkedQueue<>();

    /**
     * A file that an added row refers to.
     *
     * @param key its key in the source
     * @param kind the medium of the row whose file it is; empty for thumbnails and final cuts, which are not shared with other rows
     * @param file the file
     * @param target the key to publish it to
     */
    private record Needed(BlobKey key, Optional<MediaKind> kind, SourceFile file, BlobKey target) {}

    ProjectImporter(ProjectSource source, ImportPlan plan, MediaComponents media) {
        this.source = source;
        this.plan = plan;
        this.media = media;
    }

    /** Chooses the keys of the files. */
    void chooseKeys(Tx tx) {
        Map<BlobKey, Optional<MediaKind>> keys = new LinkedHashMap<>();
        if (!plan.isProjectPresent()) {
            source.project().videoPath().ifPresent(key -> keys.put(key, Optional.empty()));
            source.project().thumbPath().ifPresent(key -> keys.put(key, Optional.empty()));
        }
        for (TransferTable<?> table : TransferTable.ALL) {
            collect(table, keys);
        }
        List<Needed> wanted = new ArrayList<>();
        keys.forEach((key, kind) -> wanted.add(new Needed(key, kind, require(key), inTarget(key))));
        needed.clear();
        Set<BlobKey> chosen = new HashSet<>();
        for (List<Needed> some : Chunks.of(wanted.stream())) {
            Set<BlobKey> free =
                    tx.references().unknown(some.stream().map(Needed::target).toList());
            for (Needed one : some) {
                boolean isFree = free.contains(one.target()) && chosen.add(one.target());
                needed.add(isFree ? one : withOtherKey(one));
            }
        }
    }

    private <R extends Record> void collect(TransferTable<R> table, Map<BlobKey, Optional<MediaKind>> keys) {
        try (Stream<R> rows = table.rows(source)) {
            rows.filter(row -> !plan.isPresent(table.type(), table.idOf(row))).forEach(row -> {
                table.fileOf(row).ifPresent(key -> keys.put(key, Optional.of(table.kind())));
                table.thumbnailOf(row).ifPresent(key -> keys.putIfAbsent(key, Optional.empty()));
            });
        }
    }

    private SourceFile require(BlobKey key) {
        return source.file(key)
                .orElseThrow(() -> new StorageException.InvalidInput(
                        key.value(),
                        "The file " + key + " is missing, although a row refers to it; export the project once more."));
    }

    /** The same key below the folder of the project. */
    private BlobKey inTarget(BlobKey key) {
        List<String> segments = key.segments();
        boolean ofProject = MediaKeys.ROOT.covers(key) && segments.size() > 2;
        String name = String.join("/", ofProject ? segments.subList(2, segments.size()) : segments);
        String target = MediaKeys.of(plan.target()) + "/" + name;
        return target.length() <= BlobKey.MAX_LENGTH
                ? new BlobKey(target)
                : new BlobKey(MediaKeys.of(plan.target()) + "/" + segments.get(segments.size() - 1));
    }

    /** The key is in use, also by a deleted row whose file is not yet collected. The content decides, so that a repetition finds it. */
    private static Needed withOtherKey(Needed one) {
        BlobKey other =
                MediaKeys.ofAttempt(one.target(), one.file().hash().value().substring(0, 20));
        return new Needed(one.key(), one.kind(), one.file(), other);
    }

    /** Stages the files: streams them to the blob store, where they have no keys yet. */
    void stage(TransferProgress progress) {
        try (ParallelRunner threads = new ParallelRunner("import", FILES_AT_ONCE)) {
            int[] done = {0};
            threads.each(needed, this::stage, (one, blob) -> {
                staged.put(one.key(), blob);
                progress.files(++done[0], needed.size());
            });
        }
    }

    private StagedBlob stage(Needed one) {
        StagedBlob blob = media.blobs().stage(one.file().content());
        open.add(blob);
        if (!blob.hash().equals(one.file().hash()) || blob.size() != one.file().size()) {
            throw new StorageException.Corrupt(
                    one.key().value(),
                    "The file " + one.key() + " changed while it was imported; nothing was stored, import it again.",
                    null);
        }
        media.publisher().prepareNew(blob, one.target());
        return blob;
    }

    /** Inserts the rows, and publishes the files. */
    void write(Tx tx) {
        PendingFiles files = media.publisher().pendingFiles(tx);
        Map<BlobKey, BlobKey> keys = new LinkedHashMap<>();
        for (Needed one : needed) {
            StagedBlob blob = staged.get(one.key());
            if (blob == null) {
                throw new IllegalStateException("all files are staged before the rows are written");
            }
            keys.put(
                    one.key(),
                    one.kind()
                            .map(kind -> files.add(blob, kind, one.target()))
                            .orElseGet(() -> files.addNew(blob, one.target()))
                            .key());
        }
        if (!plan.isProjectPresent()) {
            VideoProject project = plan.mapped(source.project());
            tx.projects()
                    .insert(project.toBuilder()
                            .videoPath(project.videoPath().map(keys::get))
                            .thumbPath(project.thumbPath().map(keys::get))
                            .build());
        }
        TransferTable.ALL.forEach(table -> insert(tx, table, keys));
        link(tx);
        if (!plan.isProjectPresent()) {
            tx.archive().insertStoryboard(plan.mapped(source.storyboard()));
        }
        files.publish();
    }

    private <R extends Record> void insert(Tx tx, TransferTable<R> table, Map<BlobKey, BlobKey> keys) {
        try (Stream<R> rows = table.rows(source)) {
            Stream<R> added = rows.filter(row -> !plan.isPresent(table.type(), table.idOf(row)))
                    .map(row ->
                            table.withFiles(table.mapped(row, plan.idOf(table.type(), table.idOf(row)), plan), keys));
            Chunks.ofRows(added).forEach(chunk -> table.insert(tx, chunk));
        }
    }

    private void link(Tx tx) {
        List<GenerationInput> inputs = new ArrayList<>();
        List<GenerationAudioTrack> tracks = new ArrayList<>();
        plan.links(source.links()).forEach((video, links) -> {
            if (!plan.isPresent(EntityType.GENERATION, video)) {
                inputs.addAll(links.inputs());
                tracks.addAll(links.audioTracks());
            }
        });
        if (!inputs.isEmpty() || !tracks.isEmpty()) {
            tx.generations().link(new GenerationLinks(inputs, tracks));
        }
    }

    ImportedProject result() {
        Collection<StagedBlob> blobs = staged.values();
        return new ImportedProject(
                plan.target(),
                plan.rows() - plan.presentRows(),
                plan.presentRows(),
                blobs.size(),
                blobs.stream().mapToLong(StagedBlob::size).sum(),
                plan.dropped(),
                plan.changedIds());
    }

    @Override
    public void close() {
        open.forEach(StagedBlob::close);
    }
}
