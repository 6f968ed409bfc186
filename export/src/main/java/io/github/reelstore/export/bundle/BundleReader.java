package io.github.reelstore.export.bundle;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.transfer.ProjectSource;
import io.github.reelstore.domain.transfer.SourceFile;
import io.github.reelstore.domain.transfer.TransferProgress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks a bag completely, and then gives its project to an import. */
final class BundleReader implements ProjectSource {

    private final BundleInput input;
    private final BundleLimits limits;
    private final BagFiles bag;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<BlobKey, BundledFile> files = new HashMap<>();
    private final Set<BlobKey> referred = new HashSet<>();
    private final VideoProject project;
    private final GenerationLinks links;
    private final ProjectStoryboard storyboard;
    private long kept;
    private int rows;

    private BundleReader(BundleInput input, BundleLimits limits, BagFiles bag) throws IOException {
        this.input = input;
        this.limits = limits;
        this.bag = bag;
        requireKept();
        readFiles();
        List<VideoProject> projects = all(BundleTable.PROJECT);
        if (projects.size() != 1) {
            throw Bundles.refused("it has " + projects.size() + " projects, not one");
        }
        this.project = projects.get(0);
        this.links = new GenerationLinks(all(BundleTable.INPUTS), all(BundleTable.TRACKS));
        this.storyboard = new ProjectStoryboard(
                all(BundleTable.SCENES),
                all(BundleTable.LINES),
                all(BundleTable.SETTINGS),
                all(BundleTable.SELECTIONS),
                all(BundleTable.REJECTED));
        requireOneProject();
        requireMedia();
    }

    /**
     * Checks a bag: its structure, the hashes of all its files, and its rows.
     *
     * @throws StorageException.InvalidInput if it is damaged, or no bundle; the message says why
     */
    static BundleReader verified(BundleInput input, BundleLimits limits, TransferProgress progress) throws IOException {
        BagFiles bag = BagFiles.of(input);
        int done = 0;
        for (Map.Entry<String, ContentHash> entry : bag.payload().entrySet()) {
            if (!hash(input, entry.getKey()).equals(entry.getValue())) {
                throw Bundles.refused(entry.getKey() + " does not match its hash in the manifest");
            }
            progress.files(++done, bag.payload().size());
        }
        return new BundleReader(input, limits, bag);
    }

    private static ContentHash hash(BundleInput input, String path) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = input.open(path)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return ContentHash.of(digest);
    }

    VerifiedBundle summary() {
        return new VerifiedBundle(project, counts, files.size(), bag.payloadBytes(), hasResponses());
    }

    private void requireKept() {
        keep(BundleTable.KEPT.stream()
                .mapToLong(table -> input.files().getOrDefault(table.path(), 0L))
                .sum());
    }

    private void keep(long bytes) {
        kept += bytes;
        limits.requireKept(kept);
    }

    private void readFiles() throws IOException {
        Set<String> paths = new HashSet<>();
        each(BundleTable.FILES, file -> {
            boolean isMedia = file.path().startsWith("data/media/")
                    && file.sha256().equals(bag.payload().get(file.path()))
                    && Long.valueOf(file.size()).equals(input.files().get(file.path()));
            if (!isMedia) {
                throw Bundles.refused(
                        "its list of files does not match its manifest at " + FileNames.printable(file.path()));
            }
            if (files.put(file.key(), file) != null || !paths.add(file.path())) {
                throw Bundles.refused("its list of files has " + FileNames.printable(file.path()) + " twice");
            }
        });
        BundleTable.ALL.forEach(table -> paths.add(table.path()));
        requireNone(bag.payload().keySet().stream().filter(path -> !paths.contains(path)));
    }

    private <R extends Record> List<R> all(BundleTable<R> table) throws IOException {
        List<R> all = new ArrayList<>();
        each(table, all::add);
        return all;
    }

    private <R extends Record> void each(BundleTable<R> table, Consumer<R> consumer) throws IOException {
        try (RowLines<R> lines = lines(table)) {
            int count = 0;
            while (lines.hasNext()) {
                consumer.accept(lines.next());
                count++;
                if (++rows > limits.rows()) {
                    throw Bundles.refused("it has more than " + limits.rows() + " rows");
                }
            }
            counts.put(table.name(), count);
        }
    }

    private <R extends Record> RowLines<R> lines(BundleTable<R> table) throws IOException {
        if (!input.files().containsKey(table.path())) {
            throw Bundles.refused("it lacks " + table.path());
        }
        return new RowLines<>(table, new BufferedInputStream(input.open(table.path()), 1 << 16));
    }

    private <R extends Record> Stream<R> stream(BundleTable<R> table) {
        try {
            RowLines<R> lines = lines(table);
            return lines.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of a storyboard belong to the project of the bundle. */
    private void requireOneProject() {
        Stream.of(
                        storyboard.scenes().stream().map(scene -> scene.projectId()),
                        storyboard.lines().stream().map(line -> line.projectId()),
                        storyboard.settings().stream()
                                .map(dated -> dated.stored().projectId()),
                        storyboard.selections().stream().map(selection -> selection.projectId()),
                        storyboard.rejected().stream().map(take -> take.projectId()))
                .flatMap(projects -> projects)
                .forEach(this::requireOwn);
        Set<String> scenes = new HashSet<>();
        storyboard.scenes().forEach(scene -> {
            if (!scenes.add(scene.sceneId())) {
                throw Bundles.refused("it has the scene " + FileNames.printable(scene.sceneId()) + " twice");
            }
        });
        storyboard.lines().forEach(line -> requireScene(scenes, line.sceneId()));
        requireOnce("lines", storyboard.lines(), line -> List.of(line.sceneId(), line.language()));
        requireOnce("settings", storyboard.settings(), dated -> {
            StoredSettings settings = dated.stored();
            return List.of(settings.sceneId(), settings.track(), settings.language());
        });
        requireOnce("selections", storyboard.selections(), choice -> List.of(choice.cell(), choice.number()));
        requireOnce("rejected takes", storyboard.rejected(), take -> List.of(take.track(), take.takeId()));
        requireOnce(
                "generation inputs",
                links.inputs(),
                input -> List.of(input.generationId(), input.role(), input.position()));
        requireOnce("audio tracks", links.audioTracks(), track -> List.of(track.generationId(), track.language()));
    }

    private static <R> void requireOnce(String what, List<R> rows, Function<R, List<?>> keyOf) {
        Set<List<?>> keys = new HashSet<>();
        rows.forEach(row -> {
            if (!keys.add(keyOf.apply(row))) {
                throw Bundles.refused("it has two " + what + " for the same");
            }
        });
    }

    private void requireOwn(ProjectId id) {
        if (!id.equals(project.id())) {
            throw Bundles.refused(
                    "a row of its storyboard belongs to another project, " + FileNames.printable(id.value()));
        }
    }

    private static void requireScene(Set<String> scenes, String scene) {
        if (!scenes.contains(scene)) {
            throw Bundles.refused("it has a line of a scene that it lacks, " + FileNames.printable(scene));
        }
    }

    private void requireMedia() throws IOException {
        Set<String> ids = new HashSet<>();
        referAlso(project.videoPath(), project.contentHash());
        referAlso(project.thumbPath(), Optional.empty());
        each(BundleTable.VIDEOS, video -> {
            requireNew(ids, EntityType.GENERATION, video.id().value());
            if (!video.projectId().equals(Optional.of(project.id()))) {
                throw Bundles.refused("it has a video of another project");
            }
            referAlso(video.filePath(), video.contentHash());
            referAlso(video.thumbPath(), Optional.empty());
        });
        each(BundleTable.IMAGES, image -> {
            requireNew(ids, EntityType.IMAGE, image.id().value());
            referAlso(Optional.of(image.filePath()), image.contentHash());
            referAlso(image.thumbPath(), Optional.empty());
        });
        each(BundleTable.AUDIO, audio -> {
            requireNew(ids, EntityType.AUDIO, audio.id().value());
            referAlso(Optional.of(audio.filePath()), audio.contentHash());
        });
        requireNone(files.values().stream()
                .filter(file -> !referred.contains(file.key()))
                .map(BundledFile::path));
    }

    private static void requireNone(Stream<String> unused) {
        unused.findFirst().ifPresent(path -> {
            throw Bundles.refused("it has a file that no row refers to, " + FileNames.printable(path));
        });
    }

    private void requireNew(Set<String> ids, EntityType type, String id) {
        keep(BundleLimits.kept(id));
        if (!ids.add(type + " " + id)) {
            throw Bundles.refused("it has the " + type + " " + FileNames.printable(id) + " twice");
        }
    }

    private void referAlso(Optional<BlobKey> key, Optional<ContentHash> hash) {
        if (key.isEmpty()) {
            return;
        }
        BundledFile file = files.get(key.get());
        if (file == null) {
            throw Bundles.refused("it lacks the file " + key.get() + ", although a row refers to it");
        }
        if (hash.isPresent() && !hash.get().equals(file.sha256())) {
            throw Bundles.refused("the file " + key.get() + " does not match the hash in its row");
        }
        referred.add(key.get());
    }

    @Override
    public VideoProject project() {
        return project;
    }

    @Override
    public Stream<VideoGeneration> videos() {
        return stream(BundleTable.VIDEOS);
    }

    @Override
    public Stream<ImageGeneration> images() {
        return stream(BundleTable.IMAGES);
    }

    @Override
    public Stream<AudioGeneration> audio() {
        return stream(BundleTable.AUDIO);
    }

    @Override
    public GenerationLinks links() {
        return links;
    }

    @Override
    public ProjectStoryboard storyboard() {
        return storyboard;
    }

    @Override
    public boolean hasResponses() {
        return bag.withResponses();
    }

    @Override
    public Optional<SourceFile> file(BlobKey key) {
        return Optional.ofNullable(files.get(key))
                .map(file -> new SourceFile(
                        new BlobSource(file.path(), () -> input.open(file.path())), file.sha256(), file.size()));
    }
}
