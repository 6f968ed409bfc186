package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.MediaInfo;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.sqlite.adoption.AdoptedContents;
import io.github.reelstore.sqlite.adoption.ExternalVideo;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Copies the files that the videos of an adopted database refer to ({@code video_path}) into the blob store. The
 * original files and the {@code video_path} of the rows do not change. Files that were already copied are not copied
 * again: after an interruption, run the import again.
 *
 * <pre>{@code
 * ReelstoreConfig config = ReelstoreConfig.builder().databaseUrl("jdbc:sqlite:app.db").build();
 * try (Reelstore store = Reelstore.open(config)) {
 *     MediaImport.Summary summary =
 *             new MediaImport(store, AdoptedContents.of(config.sqlite().orElseThrow())).run((done, total) -> {});
 * }
 * }</pre>
 */
public final class MediaImport {

    /** {@code C:\\videos\\1.mp4} and {@code \\\\server\\videos\\1.mp4}. */
    private static final Pattern WINDOWS_PATH = Pattern.compile("(?:[A-Za-z]:[\\\\/]|\\\\\\\\).*", Pattern.DOTALL);

    /** NUL, and the replacement character that stands for bytes that are not UTF-8. */
    private static final Pattern GARBLED = Pattern.compile("[\\x00\uFFFD]");

    private final Reelstore store;
    private final AdoptedContents contents;
    private final List<Left> missing = new ArrayList<>();
    private final List<Left> refused = new ArrayList<>();
    private final List<Left> damaged = new ArrayList<>();
    private final Set<BlobKey> countedKeys = new HashSet<>();
    private long imported;
    private long bytes;

    /**
     * Creates an import, which can be run once.
     *
     * @param store the open store: the adopted database, and the blob store to copy the files into
     * @param contents the contents of that database
     */
    public MediaImport(Reelstore store, AdoptedContents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** Receives the progress, on the importing thread. */
    @FunctionalInterface
    public interface Listener {

        /** {@code done} of {@code total} videos have been processed. */
        void at(long done, long total);
    }

    /**
     ** The result of an import.
     *
     * @param imported the number of videos that got their file
     * @param bytes the total size of these files in bytes; files with equal content count once
     * @param missing videos whose file is not on this machine, by id
     * @param refused videos whose file exists but cannot be stored, by id
     * @param damaged videos whose file was stored although it is damaged, by id; the reason says how
     */
    public record Summary(long imported, long bytes, List<Left> missing, List<Left> refused, List<Left> damaged) {

        public Summary {
            missing = List.copyOf(missing);
            refused = List.copyOf(refused);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * A video that still has no file in the store, or a damaged one.
     *
     * @param id the video's id
     * @param profile the video's profile
     * @param path the path of its file, as the row has it
     * @param reason why it was not stored, or what is wrong with it, as one sentence
     */
    public record Left(GenerationId id, ProfileId profile, String path, String reason) {}

    /**
     * Imports every file that can be imported.
     *
     * @throws StorageException.Unavailable if the database or the blob store fails; files imported until then stay
     * @throws StorageException.Unsupported if the database is read-only
     */
    public Summary run(Listener listener) {
        long total = contents.countExternalVideos();
        AtomicLong done = new AtomicLong();
        contents.forEachExternalVideo(video -> {
            importFile(video);
            listener.at(done.incrementAndGet(), Math.max(done.get(), total));
        });
        return new Summary(imported, bytes, missing, refused, damaged);
    }

    private void importFile(ExternalVideo video) {
        Optional<Path> file = fileOf(video);
        if (file.isPresent()) {
            store(video, file.get());
        }
    }

    private Optional<Path> fileOf(ExternalVideo video) {
        String path = video.videoPath();
        if (WINDOWS_PATH.matcher(path).matches()
                && Path.of("/").getFileSystem().getSeparator().equals("/")) {
            missing.add(left(video, "This is a Windows path, and this machine does not run Windows."));
            return Optional.empty();
        }
        try {
            Path file = Path.of(path);
            if (!file.isAbsolute()) {
                missing.add(left(video, "The path is relative, and its base folder is unknown."));
            } else if (Files.notExists(file)) {
                missing.add(left(video, "The file does not exist on this machine."));
            } else if (!Files.isRegularFile(file)) {
                refused.add(left(video, "This is a folder, a pipe or a device, not a file."));
            } else {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            missing.add(left(video, "This is not a valid path on this machine."));
        }
        return Optional.empty();
    }

    private void store(ExternalVideo video, Path file) {
        try {
            VideoGeneration stored =
                    store.withProfile(video.profile()).generations().addFile(video.id(), BlobSource.of(file));
            imported++;
            stored.mediaInfo()
                    .map(MediaInfo::warnings)
                    .orElse(List.of())
                    .forEach(warning -> damaged.add(left(video, warning)));
            if (stored.filePath().filter(countedKeys::add).isPresent()) {
                bytes += stored.byteSize().orElse(0L);
            }
        } catch (StorageException.InvalidInput e) {
            refused.add(left(video, String.valueOf(e.getMessage())));
        } catch (StorageException.NotFound | StorageException.AlreadyExists e) {
            if (GARBLED.matcher(video.id().value()).find()) {
                refused.add(left(video, "The video's id is not valid text, so the video cannot be changed."));
            } else if (!e.subject().equals(video.id().value())) {
                refused.add(left(video, String.valueOf(e.getMessage())));
            }
            // otherwise another process has deleted the video, or stored a file for it, in the meantime
        } catch (StorageException.Unavailable e) {
            // only this file cannot be read; any other failure would affect the next file too
            if (!e.subject().equals(file.toString())) {
                throw e;
            }
            refused.add(left(video, String.valueOf(e.getMessage())));
        }
    }

    private static Left left(ExternalVideo video, String reason) {
        return new Left(video.id(), video.profile(), video.videoPath(), reason);
    }
}
