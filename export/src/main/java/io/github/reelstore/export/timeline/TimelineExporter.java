package io.github.reelstore.export.timeline;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.FailureReason;
import io.github.reelstore.domain.media.BlobContent;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.ProjectService;
import io.github.reelstore.domain.storyboard.CellKey;
import io.github.reelstore.domain.storyboard.CellState;
import io.github.reelstore.domain.storyboard.SceneTime;
import io.github.reelstore.domain.storyboard.Storyboard;
import io.github.reelstore.domain.storyboard.board.StoryboardService;
import io.github.reelstore.domain.storyboard.captions.Caption;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import io.github.reelstore.domain.transfer.TransferProgress;
import io.github.reelstore.export.internal.FileTree;
import io.github.reelstore.export.internal.ShutdownTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes the film of a project as a timeline for video editors, with its media and its captions: the standing takes in the order of the
 * scenes, and then the videos that have no scene, oldest first. {@link SceneTime} places them in time.
 *
 * <pre>{@code
 * TimelineExporter exporter = new TimelineExporter(store.storyboard(), store.projects(), store.media());
 * exporter.export(
 *         project,
 *         new TimelineOptions(TimelineFormat.OTIO, TimelineLanguages.ALL, Optional.empty(), Existing.REFUSE),
 *         Path.of("film.otio"),
 *         TransferProgress.NONE);
 * }</pre>
 */
public final class TimelineExporter {

    private static final int CHUNK = 64 * 1024;

    private final StoryboardService storyboard;
    private final ProjectService projects;
    private final MediaService media;
    private final Path ffmpeg;

    /** Creates the exporter for the profile of the services, with the ffmpeg on the PATH. */
    public TimelineExporter(StoryboardService storyboard, ProjectService projects, MediaService media) {
        this(storyboard, projects, media, Path.of("ffmpeg"));
    }

    /**
     * Creates the exporter for the profile of the services.
     *
     * @param ffmpeg the program that renders films; only {@link TimelineFormat#isRendered() rendered} formats need it
     */
    public TimelineExporter(StoryboardService storyboard, ProjectService projects, MediaService media, Path ffmpeg) {
        this.storyboard = storyboard;
        this.projects = projects;
        this.media = media;
        this.ffmpeg = ffmpeg;
    }

    /**
     * Writes a timeline. Its media are copied into the folder {@code media} next to it, or into it if it is an {@link TimelineFormat#OTIOZ}; each
     * file is compared with its hash. The captions are next to it, as {@code NAME.LANGUAGE.srt}. The timeline appears last, and whole; if the
     * export fails, the files that it has created are deleted.
     *
     * <p>{@link TimelineFormat#MKV} and {@link TimelineFormat#MP4} are the film itself, with all audio and captions as tracks: ffmpeg encodes
     * everything again, scaled to one size with black borders, at the rate of the timeline.
     *
     * @throws StorageException.NotFound if the project does not exist, has no scene that takes time, or has neither audio nor lines in the
     *     language; or if a file is missing in the blob store
     * @throws StorageException.AlreadyExists if a file exists and must not be replaced; media that are there already, equal, are used
     * @throws StorageException.InvalidInput if the rate is not an allowed one
     * @throws StorageException.Corrupt if a stored file is damaged
     * @throws StorageException.Unsupported if the film is to be rendered, and ffmpeg is not there or cannot read a file
     * @throws StorageException.Unavailable if the store cannot be read, a file cannot be written, or ffmpeg fails
     */
    public ExportedTimeline export(ProjectId project, TimelineOptions options, Path target, TransferProgress progress) {
        try (TargetFiles files = new TargetFiles(options.existing())) {
            files.check(target);
            options.rate().ifPresent(TimelineRates::require);
            Film film = Film.of(
                    storyboard.getStoryboard(project), projects.getProjectWithGenerations(project), unused(project));
            List<LanguageTag> languages = options.languages().in(film.storyboard());
            Timeline timeline = TimelineBuilder.build(film, languages, options.rate());
            Map<LanguageTag, String> captions = captions(film.storyboard(), languages);
            long bytes;
            Map<Path, String> next = Map.of();
            if (options.format().isRendered()) {
                bytes = render(files, timeline, options.format(), captions, target, progress);
            } else {
                next = nextTo(target, options.format(), captions);
                next.keySet().forEach(files::check);
                next.forEach(
                        (file, text) -> files.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
                bytes = options.format() == TimelineFormat.OTIOZ
                        ? zip(files, timeline, target, progress)
                        : folder(files, timeline, options, target, progress);
            }
            ExportedTimeline exported =
                    exported(timeline, film, languages, target, bytes, captions.keySet(), next.keySet());
            files.keep();
            return exported;
        }
    }

    private List<ImageGeneration> unused(ProjectId project) {
        List<ImageGeneration> images = new ArrayList<>();
        PageRequest request = PageRequest.first(PageRequest.MAX_LIMIT);
        Optional<PageRequest> next = Optional.of(request);
        while (next.isPresent()) {
            Page<ImageGeneration> page = projects.imagesWithoutVideo(project, next.get());
            images.addAll(page.items());
            next = page.next().map(request::after);
        }
        return images;
    }

    /** The captions by language, as SRT. */
    private static Map<LanguageTag, String> captions(Storyboard film, List<LanguageTag> languages) {
        List<LanguageTag> heard = SceneTime.heardIn(film, languages);
        Map<LanguageTag, String> captions = new LinkedHashMap<>();
        for (LanguageTag language : languages) {
            List<Caption> lines = StoryboardService.captions(film, language, heard);
            if (!lines.isEmpty()) {
                captions.put(language, CaptionFormat.SRT.write(lines));
            }
        }
        return captions;
    }

    private static Map<Path, String> nextTo(Path target, TimelineFormat format, Map<LanguageTag, String> captions) {
        String name = String.valueOf(target.getFileName());
        String end = "." + format.value();
        String base =
                name.toLowerCase(Locale.ROOT).endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
        Map<Path, String> files = new LinkedHashMap<>();
        captions.forEach((language, text) -> files.put(target.resolveSibling(base + "." + language + ".srt"), text));
        return files;
    }

    private static byte[] document(Timeline timeline, TimelineFormat format) {
        return switch (format) {
            case OTIO, OTIOZ -> OtioWriter.write(timeline);
            case FCPXML -> FcpxmlWriter.write(timeline);
            case MLT -> MltWriter.write(timeline);
            case MKV, MP4 -> throw new IllegalArgumentException(format + " is not a document");
        };
    }

    /** Writes the media and then the timeline. */
    private long folder(
            TargetFiles files, Timeline timeline, TimelineOptions options, Path target, TransferProgress progress) {
        Path folder = target.resolveSibling(TimelineMedia.FOLDER);
        Collection<TimelineMedia> all = timeline.files();
        if (!all.isEmpty()) {
            files.folder(folder);
        }
        long bytes = 0;
        int done = 0;
        for (TimelineMedia one : all) {
            Path copy = folder.resolve(one.name());
            if (!isThere(copy, one)) {
                files.check(copy);
                files.write(copy, out -> copy(one.key(), out));
            }
            bytes += size(copy);
            progress.files(++done, all.size());
        }
        files.write(target, out -> out.write(document(timeline, options.format())));
        return bytes;
    }

    /** Whether an earlier export has written the file. */
    private boolean isThere(Path copy, TimelineMedia one) {
        if (!Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            // rows of other programs have no hash
            ContentHash stored = one.hash().isPresent() ? one.hash().get() : hash(out -> copy(one.key(), out));
            return stored.equals(hash(out -> Files.copy(copy, out)));
        } catch (IOException e) {
            throw StorageException.Unavailable.lasting(
                    copy.toString(), "Cannot read the file " + copy + ": " + FailureReason.of(e) + ".", e);
        }
    }

    private static ContentHash hash(TargetFiles.Content content) throws IOException {
        MessageDigest digest = ContentHash.newDigest();
        content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return ContentHash.of(digest);
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private long zip(TargetFiles files, Timeline timeline, Path target, TransferProgress progress) {
        Collection<TimelineMedia> all = timeline.files();
        long[] bytes = {0};
        files.write(target, out -> {
            try (OtiozFile zip = new OtiozFile(out, document(timeline, TimelineFormat.OTIOZ))) {
                int done = 0;
                for (TimelineMedia one : all) {
                    bytes[0] += add(zip, one, TargetFiles.temporary(target));
                    progress.files(++done, all.size());
                }
            }
        });
        return bytes[0];
    }

    /** Copies the media into a folder of its own, which is deleted in the end, and has ffmpeg make the film. */
    private long render(
            TargetFiles files,
            Timeline timeline,
            TimelineFormat format,
            Map<LanguageTag, String> captions,
            Path target,
            TransferProgress progress) {
        FilmRenderer.check(timeline);
        Collection<TimelineMedia> all = timeline.files();
        long[] bytes = {0};
        files.render(target, output -> {
            Path folder = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".reelstore-");
            ShutdownTask atShutdown = ShutdownTask.deleting(folder);
            try {
                int done = 0;
                for (TimelineMedia one : all) {
                    Path copy = folder.resolve(one.name());
                    try (OutputStream out = Files.newOutputStream(copy)) {
                        copy(one.key(), out);
                    }
                    bytes[0] += size(copy);
                    progress.files(++done, all.size());
                }
                new FilmRenderer(ffmpeg).render(timeline, format, folder, captions, output);
            } finally {
                FileTree.deleteQuietly(folder);
                atShutdown.forget();
            }
        });
        return bytes[0];
    }

    private long add(OtiozFile zip, TimelineMedia one, Path copy) throws IOException {
        CRC32 checksum = new CRC32();
        try {
            try (OutputStream out = new CheckedOutputStream(Files.newOutputStream(copy), checksum)) {
                copy.toFile().deleteOnExit();
                copy(one.key(), out);
            }
            zip.add(one, copy, checksum);
            return size(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void copy(BlobKey key, OutputStream out) throws IOException {
        try (BlobContent content = media.openVerified(key)) {
            byte[] chunk = new byte[CHUNK];
            for (int count = read(content.stream(), key, chunk);
                    count >= 0;
                    count = read(content.stream(), key, chunk)) {
                out.write(chunk, 0, count);
            }
        }
    }

    private static int read(InputStream from, BlobKey key, byte[] chunk) {
        try {
            return from.read(chunk);
        } catch (IOException e) {
            throw StorageException.Unavailable.passing(
                    key.value(), "Cannot read the stored file " + key + ": " + FailureReason.of(e) + ".", e);
        }
    }

    private static ExportedTimeline exported(
            Timeline timeline,
            Film film,
            List<LanguageTag> languages,
            Path target,
            long bytes,
            Collection<LanguageTag> captionLanguages,
            Collection<Path> captions) {
        Set<String> shown = new LinkedHashSet<>();
        Set<String> filmed = new LinkedHashSet<>();
        Set<String> black = new LinkedHashSet<>();
        Set<String> placed = new LinkedHashSet<>();
        timeline.video().items().forEach(item -> {
            placed.add(item.sceneId());
            if (item.media().isPresent()) {
                shown.add(item.sceneId());
            } else if (item.frames() > 1 || !shown.contains(item.sceneId())) {
                // a single frame behind a video comes from rounding
                black.add(item.sceneId());
            }
            item.media()
                    .filter(media -> media.kind() == MediaKind.VIDEO)
                    .ifPresent(video -> filmed.add(item.sceneId()));
        });
        List<String> outside = without(filmed, film.scenesWith(Film::isOutside));
        List<String> pending = without(filmed, film.scenesWith(Film::isPending));
        Set<String> explained = new HashSet<>(shown);
        explained.addAll(outside);
        explained.addAll(pending);
        return new ExportedTimeline(
                target,
                timeline.rate(),
                timeline.frames(),
                timeline.audio().stream()
                        .flatMap(track -> track.language().stream())
                        .toList(),
                (int) timeline.tracks().stream()
                        .flatMap(track -> track.items().stream())
                        .filter(item -> item.media().isPresent())
                        .count(),
                without(explained, black),
                outside,
                pending,
                black.stream().filter(shown::contains).toList(),
                film.storyboard().scenes().stream()
                        .map(scene -> scene.scene().sceneId())
                        .filter(scene -> !placed.contains(scene))
                        .toList(),
                silent(timeline, film.storyboard(), languages),
                stale(timeline, film.storyboard()),
                timeline.files().size(),
                bytes,
                List.copyOf(captionLanguages),
                List.copyOf(captions));
    }

    private static List<String> without(Set<String> some, Collection<String> all) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }

    /** A language without audio has no track, and a regional form may be heard in a track of its own. */
    private static List<CellKey> silent(Timeline timeline, Storyboard film, List<LanguageTag> languages) {
        List<CellKey> silent = new ArrayList<>();
        for (LanguageTag language : languages) {
            Set<String> heard = timeline.audio().stream()
                    .filter(track -> track.language().filter(language::matches).isPresent())
                    .flatMap(track -> track.items().stream())
                    .filter(item -> item.media().isPresent())
                    .map(TimelineItem::sceneId)
                    .collect(Collectors.toSet());
            film.scenes().stream()
                    .filter(scene -> scene.lineFor(language).isPresent())
                    .map(scene -> scene.scene().sceneId())
                    .filter(scene -> !heard.contains(scene))
                    .forEach(scene -> silent.add(CellKey.audio(scene, language)));
        }
        return silent;
    }

    private static List<String> stale(Timeline timeline, Storyboard film) {
        Set<BlobKey> used = timeline.files().stream().map(TimelineMedia::key).collect(Collectors.toSet());
        return film.scenes().stream()
                .filter(scene -> scene.cells().stream()
                        .filter(cell -> cell.state() == CellState.STALE)
                        .flatMap(cell -> cell.take().stream())
                        .flatMap(take -> take.filePath().stream())
                        .anyMatch(used::contains))
                .map(scene -> scene.scene().sceneId())
                .toList();
    }
}
