package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.MediaService;
import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import io.github.reelstore.domain.service.internal.MediaFiles;
import io.github.reelstore.domain.service.internal.MediaFiles.Measured;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import io.github.reelstore.domain.service.internal.RequiredProject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes rows of files that have none: of files of one profile that were deleted and not collected yet, and of files that no row and no
 * tombstone of any profile has, as they are there after a database was restored from a backup. The rows that these files had do not
 * come back: a file gets a new one, which knows of it what its bytes tell, under the id that its key names.
 *
 * <p>A file without a row belongs to no profile. The profile that asks for it gets it, unless its key names a project of another
 * profile. A project that its key names and that no profile has is made again, with that id; where other profiles use the database too,
 * only if the file or the project is named, since nothing tells whose it was.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class UndeletionService {

    private final Transactions transactions;
    private final MediaFiles media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final RecoveredRows rows;

    /** Serves one profile. */
    public UndeletionService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.files();
        this.ids = ids;
        this.profile = profile;
        this.rows = new RecoveredRows(profile);
    }

    /** Is told of each file, by the thread that makes the rows. */
    public interface Listener {

        /** A file has a row now. */
        void made(UndeleteResult undeleteResult);

        /** A file would get a row of this kind, in this project. */
        void found(BlobKey key, ProjectId project, EntityType row);

        /** A file stays without a row, for this reason; a sentence. */
        void skipped(BlobKey key, String reason);

        /** So many files have been listed by now. */
        default void at(long files) {}
    }

    /** Whether to make the rows, or only to tell which would be made. */
    public enum Mode {
        MAKE,
        PREVIEW
    }

    /**
     * Brings a file back under its key. A final cut becomes that of its project again if the project has none by now; any other
     * file becomes an image, audio or a video.
     *
     * @param into the project that gets it; empty for the one that its key names
     * @throws StorageException.NotFound if the profile has no tombstone of that key and it is no file without a row, it belongs to
     *     another profile, the file is gone, or there is no such project
     * @throws StorageException.InvalidInput if the file is not of a kind that is stored, or a thumbnail; or it has neither a row nor a
     *     tombstone and its key does not name a project
     * @throws StorageException.Integrity if the storage bears another store's id
     */
    public UndeleteResult undelete(BlobKey key, Optional<ProjectId> into) {
        if (MediaKeys.isThumbnail(key)) {
            throw new StorageException.InvalidInput(
                    key.value(),
                    "The file " + key + " is a thumbnail; bring its original back, which gets a thumbnail then.");
        }
        media.bind();
        return makeRow(key, into, false);
    }

    /**
     * Makes rows of all files that no row and no tombstone of any profile has, each in a transaction of its own: stopped at any moment,
     * the next run goes on. Thumbnails come back with their originals. Files that were written since it began are left out, since
     * somebody may be storing them.
     *
     * @param of only files whose key names this project; empty for all, but where other profiles have projects, files whose project
     *     nobody has are skipped then
     * @throws StorageException.Integrity if the storage is another's, or nothing says that it is the database's
     * @throws StorageException.Unavailable if the database fails, or the storage does for {@value ConsecutiveFailureLimit#MOST} files in a row;
     *     the rows made by then stay
     */
    public Recovery undeleteOrphans(Optional<ProjectId> of, Mode mode, Listener listener) {
        media.binding().requireMatch();
        if (mode == Mode.MAKE) {
            media.bind();
        }
        return new OrphanRun(of, mode, listener).all();
    }

    private final class OrphanRun {

        private final Optional<ProjectId> of;
        private final Optional<ProjectId> into;
        private final Mode mode;
        private final Listener listener;
        private final Instant begun = Instant.now();
        private final ConsecutiveFailureLimit failures = new ConsecutiveFailureLimit();
        private long listed;
        private long made;
        private long skipped;
        private long others;

        OrphanRun(Optional<ProjectId> of, Mode mode, Listener listener) {
            this.of = of;
            this.mode = mode;
            this.listener = listener;
            // a key may stand for its project's id by a hash; a project that is not there is made as the key names it
            this.into = of.filter(id ->
                    transactions.readOnly(profile, tx -> tx.projects().find(id)).isPresent());
        }

        Recovery all() {
            BlobPrefix prefix = of.map(MediaKeys::of).orElse(MediaKeys.ROOT);
            new FilesWithoutRows(transactions, media.blobs(), profile, prefix).each(this::isMeant, part -> {
                part.orphans().forEach(file -> recover(file.key()));
                listed += part.listed();
                listener.at(listed);
            });
            return new Recovery(made, skipped, others);
        }

        private boolean isMeant(BlobInfo file) {
            return file.modifiedAt().isBefore(begun) && !MediaKeys.isThumbnail(file.key());
        }

        private void recover(BlobKey key) {
            try {
                if (mode == Mode.MAKE) {
                    listener.made(makeRow(key, into, of.isEmpty()));
                } else {
                    preview(key);
                }
                made++;
                failures.end();
            } catch (StorageException.NotFound e) {
                // another profile's, or it has got a row or was removed since it was listed
                others++;
            } catch (StorageException.InvalidInput | StorageException.Corrupt e) {
                skip(key, e);
                failures.end();
            } catch (StorageException.Unavailable e) {
                failures.add(e);
                skip(key, e);
            }
        }

        private void skip(BlobKey key, StorageException reason) {
            skipped++;
            listener.skipped(key, String.valueOf(reason.getMessage()));
        }

        private void preview(BlobKey key) {
            transactions.readOnly(profile, tx -> requireRecoverable(tx, key, of.isEmpty()));
            MediaKind kind = kindOf(key, requireFormat(key));
            ProjectId project = into.orElseGet(() -> requireNamed(key));
            Optional<VideoProject> row =
                    transactions.readOnly(profile, tx -> tx.projects().find(project));
            listener.found(key, project, RecoveredRows.rowKind(project, row, key, kind));
        }
    }

    /**
     * @param ofKnown whether a file whose project nobody has is left alone if other profiles use the database
     */
    private UndeleteResult makeRow(BlobKey key, Optional<ProjectId> into, boolean ofKnown) {
        transactions.readOnly(profile, tx -> requireRecoverable(tx, key, ofKnown));
        BlobInfo info = media.blobs().stat(key).orElseThrow(() -> isGone(key));
        MediaFormat format = requireFormat(key);
        MediaKind kind = kindOf(key, format);
        Measured bytes = media.measure(key);
        MetadataMerger facts = new MetadataMerger(media.metadataOf(key, format, kind, Optional.empty()), Map.of());
        Instant stored = info.modifiedAt().truncatedTo(ChronoUnit.MICROS);
        UndeleteResult back = underItsId(
                MediaKeys.idOf(key, kind),
                id -> transactions.inTransaction(profile, tx -> {
                    boolean isOrphan = requireRecoverable(tx, key, ofKnown);
                    Optional<BlobKey> thumbnail = reserve(tx, key, kind);
                    Instant storedAt = stored.isBefore(tx.now()) ? stored : tx.now();
                    VideoProject project = into.map(one -> RequiredProject.find(tx, one))
                            .orElseGet(() -> projectOf(tx, key, isOrphan, storedAt));
                    return rows.insert(
                            tx, project, new RecoveredRows.File(key, kind, facts, bytes, storedAt), thumbnail, id);
                }));
        addThumbnail(back);
        return back;
    }

    /** What refers to the row by its id is right again; unless another row has got the id. */
    private UndeleteResult underItsId(Optional<String> id, Function<String, UndeleteResult> insert) {
        if (id.isPresent()) {
            try {
                return insert.apply(id.get());
            } catch (StorageException.AlreadyExists e) {
                // then it gets another one
            }
        }
        return insert.apply(ids.next());
    }

    private void addThumbnail(UndeleteResult back) {
        switch (back.row()) {
            case IMAGE -> add(MediaTable.IMAGES, tx -> tx.images().find(new ImageId(back.rowId())));
            case GENERATION -> add(MediaTable.VIDEOS, tx -> tx.generations().find(new GenerationId(back.rowId())));
            case PROJECT -> add(MediaTable.FINAL_CUTS, tx -> tx.projects().find(new ProjectId(back.rowId())));
            case AUDIO -> {}
        }
    }

    private <R> void add(MediaTable<R> kind, Function<Tx, Optional<R>> find) {
        transactions
                .readOnly(profile, find::apply)
                .ifPresent(row -> media.thumbnails().add(kind, row));
    }

    private MediaFormat requireFormat(BlobKey key) {
        return media.formatOf(key)
                .orElseThrow(() -> new StorageException.InvalidInput(
                        key.value(), "The file " + key + " is of no kind that can be stored again."));
    }

    /** Audio may be in a container of videos: its key tells what it was stored as. */
    private static MediaKind kindOf(BlobKey key, MediaFormat format) {
        return MediaFormat.ofName(key.value())
                .map(MediaFormat::kind)
                .filter(format::mayBe)
                .orElse(format.kind());
    }

    /**
     * Makes sure that the profile may have the file. The answer for a file of another profile is that for one which is not there.
     *
     * @return whether it has no tombstone, so that nothing says whose it was
     */
    private boolean requireRecoverable(Tx tx, BlobKey key, boolean ofKnown) {
        if (tx.references().tombstone(key).isPresent()) {
            return false;
        }
        if (tx.references().find(key).isPresent()) {
            throw hasARow(tx, key);
        }
        boolean isOrphan = MediaKeys.ROOT.covers(key)
                && tx.references().unknown(List.of(key)).contains(key)
                && MediaKeys.projectOf(key)
                        .filter(project -> tx.maintenance().isOfAnotherProfile(project))
                        .isEmpty();
        if (!isOrphan) {
            throw notRecoverable(key);
        }
        if (ofKnown) {
            MediaKeys.projectOf(key).ifPresent(project -> requireItsOwner(tx, key, project));
        }
        return true;
    }

    private static void requireItsOwner(Tx tx, BlobKey key, ProjectId project) {
        if (tx.projects().find(project).isEmpty() && tx.maintenance().hasOtherProfiles()) {
            throw new StorageException.InvalidInput(
                    key.value(),
                    "No profile has its project " + project
                            + "; other profiles use this database too, so name the project: --project " + project
                            + ".");
        }
    }

    /** A row of the profile refers to the file. */
    private StorageException.NotFound hasARow(Tx tx, BlobKey key) {
        Optional<String> row = MediaKeys.idOf(key, MediaKind.IMAGE)
                .flatMap(id -> tx.images().find(new ImageId(id)))
                .filter(image -> image.filePath().equals(key))
                .map(image -> "image " + image.id())
                .or(() -> MediaKeys.idOf(key, MediaKind.AUDIO)
                        .flatMap(id -> tx.audio().find(new AudioId(id)))
                        .filter(audio -> audio.filePath().equals(key))
                        .map(audio -> "audio " + audio.id()))
                .or(() -> MediaKeys.idOf(key, MediaKind.VIDEO)
                        .flatMap(id -> tx.generations().find(new GenerationId(id)))
                        .filter(video -> video.filePath().equals(Optional.of(key)))
                        .map(video -> "video " + video.id()))
                .or(() -> MediaKeys.projectOf(key)
                        .flatMap(id -> tx.projects().find(id))
                        .filter(project -> project.videoPath().equals(Optional.of(key)))
                        .map(project -> "project " + project.id() + ", as its final cut"));
        return new StorageException.NotFound(
                key.value(),
                "The file " + key + " has a row already"
                        + row.map(one -> ": " + one).orElse("") + ". There is nothing to bring back.");
    }

    private StorageException.NotFound notRecoverable(BlobKey key) {
        return new StorageException.NotFound(
                key.value(),
                "No file " + key + " can be brought back to profile " + profile
                        + (MediaKeys.ROOT.covers(key)
                                ? ": it is not in the storage, or it belongs to another profile."
                                : ": only files below " + MediaKeys.ROOT + "/ can."));
    }

    /** It is told only of what is the profile's: of a project that nobody has, the answer is as for another profile's. */
    private StorageException.NotFound isGone(BlobKey key) {
        boolean isOwn = transactions.readOnly(
                profile,
                tx -> tx.references().tombstone(key).isPresent()
                        || MediaKeys.projectOf(key)
                                .flatMap(id -> tx.projects().find(id))
                                .isPresent());
        return isOwn
                ? new StorageException.NotFound(
                        key.value(), "The file " + key + " is gone: it is not in the storage any more.")
                : notRecoverable(key);
    }

    /**
     * Keeps collectors from the file and its thumbnail until the transaction ends.
     *
     * @return the thumbnail, if it is there
     */
    private Optional<BlobKey> reserve(Tx tx, BlobKey key, MediaKind kind) {
        List<BlobKey> thumbnails = kind == MediaKind.AUDIO
                ? List.of()
                : Stream.of(MediaFormat.JPEG, MediaFormat.PNG)
                        .map(format -> MediaKeys.thumbnail(key, Optional.empty(), format))
                        .filter(thumbnail -> media.isWhole(thumbnail) && isFree(tx, thumbnail))
                        .toList();
        try {
            // in the order in which collectors take keys, so that two cannot wait for each other
            Stream.concat(Stream.of(key), thumbnails.stream()).sorted().forEach(tx.references()::reserve);
        } catch (StorageException.Integrity e) {
            // another profile's by now
            throw notRecoverable(key);
        }
        if (!media.isWhole(key)) {
            throw new StorageException.NotFound(key.value(), "The file " + key + " was collected already.");
        }
        return thumbnails.stream().filter(media::isWhole).findFirst();
    }

    private static boolean isFree(Tx tx, BlobKey thumbnail) {
        return tx.references().unknown(List.of(thumbnail)).contains(thumbnail)
                || tx.references().tombstone(thumbnail).isPresent();
    }

    private VideoProject projectOf(Tx tx, BlobKey key, boolean isOrphan, Instant storedAt) {
        Optional<VideoProject> found =
                MediaKeys.projectOf(key).flatMap(id -> tx.projects().find(id));
        if (found.isPresent()) {
            return found.get();
        }
        if (!isOrphan) {
            // it was deleted, and nobody said that it should come back
            throw new StorageException.NotFound(
                    key.value(),
                    "The project of " + key
                            + " is no longer there, or the key does not tell which it is. Add --project ID to say which project"
                            + " gets the file.");
        }
        ProjectId id = requireNamed(key);
        try {
            tx.projects()
                    .insert(VideoProject.builder()
                            .id(id)
                            .profileId(profile)
                            .title("Recovered project " + id)
                            .createdAt(storedAt)
                            .updatedAt(tx.now())
                            .build());
        } catch (StorageException.AlreadyExists e) {
            // another profile made it just now
            throw notRecoverable(key);
        }
        return RequiredProject.find(tx, id);
    }

    private static ProjectId requireNamed(BlobKey key) {
        return MediaKeys.projectOf(key)
                .orElseThrow(() -> new StorageException.InvalidInput(
                        key.value(),
                        "The key " + key
                                + " does not tell which project the file belongs to. Undelete this file by its key, and add --project ID"
                                + " to say which project gets it."));
    }
}
