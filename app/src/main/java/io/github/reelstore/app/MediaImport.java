package io.github.reelstore.app;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.MediaAnnotations;
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
 * Copies the files that the clips of an adopted database name ({@code video_path}) into the storage. The originals stay where
 * they are, and so does what the clips say of them. What has been copied is not copied again: after an interruption, run it once
 * more.
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

    /** {@code C:\\clips\\1.mp4} and {@code \\\\server\\clips\\1.mp4}. */
    private static final Pattern WINDOWS_PATH = Pattern.compile("(?:[A-Za-z]:[\\\\/]|\\\\\\\\).*", Pattern.DOTALL);

    /** What is in the place of bytes that are no UTF-8, and NUL. */
    private static final Pattern GARBLED = Pattern.compile("[\\x00\uFFFD]");

    private final Reelstore store;
    private final AdoptedContents contents;
    private final List<Left> missing = new ArrayList<>();
    private final List<Left> refused = new ArrayList<>();
    private final List<Left> damaged = new ArrayList<>();
    private final Set<BlobKey> stores = new HashSet<>();
    private long imported;
    private long bytes;

    /**
     * An import, to be run once.
     *
     * @param store the adopted database with the storage that takes the files, open
     * @param contents of that database
     */
    public MediaImport(Reelstore store, AdoptedContents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** Is told how far it has come, by the thread that imports. */
    @FunctionalInterface
    public interface Listener {

        /** So many clips of so many have been looked at. */
        void at(long done, long total);
    }

    /**
     * What came of it.
     *
     * @param imported how many clips have got their file
     * @param bytes of these files, those of equal ones once
     * @param missing clips whose file is not on this machine, by id
     * @param refused clips whose file is there and cannot be stored, by id
     * @param damaged clips whose file was stored although something is wrong with it, by id; the reason is what
     */
    public record Summary(long imported, long bytes, List<Left> missing, List<Left> refused, List<Left> damaged) {

        public Summary {
            missing = List.copyOf(missing);
            refused = List.copyOf(refused);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * A clip that still has no file in the store, or a damaged one.
     *
     * @param id the clip
     * @param profile whose it is
     * @param path what it says where its file is
     * @param reason why it was left, or what is wrong with it, a sentence
     */
    public record Left(GenerationId id, ProfileId profile, String path, String reason) {}

    /**
     * Imports what can be imported.
     *
     * @throws StorageException.Unavailable if database or storage fail; what was imported by then stays
     * @throws StorageException.Unsupported if the database can only be read
     */
    public Summary run(Listener listener) {
        long total = contents.countExternalVideos();
        AtomicLong done = new AtomicLong();
        contents.forEachExternalVideo(clip -> {
            take(clip);
            listener.at(done.incrementAndGet(), Math.max(done.get(), total));
        });
        return new Summary(imported, bytes, missing, refused, damaged);
    }

    private void take(ExternalVideo clip) {
        Optional<Path> file = fileOf(clip);
        if (file.isPresent()) {
            store(clip, file.get());
        }
    }

    private Optional<Path> fileOf(ExternalVideo clip) {
        String path = clip.videoPath();
        if (WINDOWS_PATH.matcher(path).matches()
                && Path.of("/").getFileSystem().getSeparator().equals("/")) {
            missing.add(left(clip, "It is a path of Windows, and this machine has none such."));
            return Optional.empty();
        }
        try {
            Path file = Path.of(path);
            if (!file.isAbsolute()) {
                missing.add(left(clip, "It is relative, and nobody knows to which folder."));
            } else if (Files.notExists(file)) {
                missing.add(left(clip, "There is no such file on this machine."));
            } else if (!Files.isRegularFile(file)) {
                refused.add(left(clip, "It is a folder, a pipe or a device, and no file."));
            } else {
                return Optional.of(file);
            }
        } catch (InvalidPathException e) {
            missing.add(left(clip, "It cannot be a path on this machine."));
        }
        return Optional.empty();
    }

    private void store(ExternalVideo clip, Path file) {
        try {
            VideoGeneration stored =
                    store.withProfile(clip.profile()).generations().addFile(clip.id(), BlobSource.of(file));
            imported++;
            MediaAnnotations.in(stored.meta()).warnings().forEach(warning -> damaged.add(left(clip, warning)));
            if (stored.filePath().filter(stores::add).isPresent()) {
                bytes += stored.byteSize().orElse(0L);
            }
        } catch (StorageException.InvalidInput e) {
            refused.add(left(clip, String.valueOf(e.getMessage())));
        } catch (StorageException.NotFound | StorageException.AlreadyExists e) {
            if (GARBLED.matcher(clip.id().value()).find()) {
                refused.add(left(clip, "The clip's id is not proper text, so the clip cannot be changed."));
            } else if (!e.subject().equals(clip.id().value())) {
                refused.add(left(clip, String.valueOf(e.getMessage())));
            }
            // else somebody else has deleted the clip, or given it a file, meanwhile
        } catch (StorageException.Unavailable e) {
            // what cannot be read is this one file; anything else would fail for the next one too
            if (!e.subject().equals(file.toString())) {
                throw e;
            }
            refused.add(left(clip, String.valueOf(e.getMessage())));
        }
    }

    private static Left left(ExternalVideo clip, String reason) {
        return new Left(clip.id(), clip.profile(), clip.videoPath(), reason);
    }
}
