package io.github.reelstore.domain.maintenance;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaFormat;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.maintenance.RecoveredRows.RecoveredRow;
import io.github.reelstore.domain.media.BlobInfo;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobPrefix;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.blob.BlobStore;
import io.github.reelstore.domain.port.media.MediaProbe;
import io.github.reelstore.domain.port.media.Thumbnailer;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.Alongside;
import io.github.reelstore.domain.service.internal.ConsecutiveFailureLimit;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Creates rows for files that have none: files of one profile that were deleted but not collected yet, and files that
 * no row and no tombstone of any profile refers to, which exist after a database was restored from a backup. The
 * original rows are not restored: each file gets a new row with the metadata from its bytes, under the id in its key.
 *
 * <p>A file without a row belongs to no profile. It is added to the profile of this service, unless its key contains
 * the id of a project of another profile. If the project in its key exists in no profile, it is created again with that
 * id. If other profiles use the database too, this happens only when the file or the project is named explicitly, since
 * the former owner is unknown.
 *
 * <p>Every method may throw {@link StorageException.Unavailable}.
 */
public final class UndeletionService {

    /** The provider of a restored image or audio: its name was lost with the original row. */
    public static final String UNKNOWN_PROVIDER = "unknown";

    private final Transactions transactions;
    private final MediaComponents media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final RecoveredRows rows;

    /** Creates the service for one profile. */
    public UndeletionService(
            Transactions transactions,
            BlobStore blobs,
            IdGenerator ids,
            ProfileId profile,
            MediaProbe probe,
            Thumbnailer thumbnailer) {
        this(transactions, MediaComponents.of(transactions, blobs, profile, probe, thumbnailer), ids, profile);
    }

    UndeletionService(Transactions transactions, MediaComponents media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.ids = ids;
        this.profile = profile;
        this.rows = new RecoveredRows(profile);
    }

    /** Receives the outcome for each file, on the thread that creates the rows. */
    public interface Listener {

        /** A row was created for a file. */
        void made(UndeleteResult undeleteResult);

        /** A row of this type would be created for a file, in this project. */
        void found(BlobKey key, ProjectId project, EntityType row);

        /** A file stays without a row. The reason is one sentence. */
        void skipped(BlobKey key, String reason);

        /** The number of files listed so far. */
        default void at(long files) {}
    }

    /** Whether to create the rows, or only to report which would be created. */
    public enum Mode {
        MAKE,
        PREVIEW
    }

    /**
     * Undeletes a file under its key. A final cut becomes the final cut of its project again if the project has none
     * now; any other file becomes an image, audio or a video.
     *
     * @param into the project for the file; empty for the one in its key
     * @throws StorageException.NotFound if the file is neither deleted in the profile nor without a row, belongs to
     *     another profile or no longer exists, or if the project does not exist
     * @throws StorageException.InvalidInput if the file has no supported format, or is a thumbnail; or if it has
     *     neither a row nor a tombstone and its key does not contain a project id
     * @throws StorageException.Integrity if the blob store has the id of another store
     */
    public UndeleteResult undelete(BlobKey key, Optional<ProjectId> into) {
        return undelete(key, into, (tx, made) -> {});
    }

    /** The same, with more work in the transaction that creates the row. */
    UndeleteResult undelete(BlobKey key, Optional<ProjectId> into, Alongside<UndeleteResult> alongside) {
        if (MediaKeys.isThumbnail(key)) {
            throw new StorageException.InvalidInput(
                    key.value(),
                    "The file " + key + " is a thumbnail; undelete its original instead, which gets a new thumbnail.");
        }
        media.identity().bind();
        return makeRow(key, into, false, alongside);
    }

    /**
     * Creates rows for all files that no row and no tombstone of any profile refers to, each in its own transaction:
     * after an interruption, the next run continues. Thumbnails are restored with their originals. Files that were
     * written after the start are skipped, since they may be in the process of being stored.
     *
     * @param of only files whose key contains this project id; empty for all files, except that files of a project that
     *     exists in no profile are skipped if other profiles have projects
     * @throws StorageException.Integrity if the blob store belongs to another store, or is not bound to the database
     * @throws StorageException.Unavailable if the database fails, or the blob store fails for
     *     {@value ConsecutiveFailureLimit#MAX} consecutive files; the rows created so far stay
     */
    public Recovery undeleteOrphans(Optional<ProjectId> of, Mode mode, Listener listener) {
        media.identity().requireMatch();
        if (mode == Mode.MAKE) {
            media.identity().bind();
        }
        return new OrphanRun(of, mode, listener).all();
    }

    private final class OrphanRun {

        private final Optional<ProjectId> of;
        private final Optional<ProjectId> into;
        private final Mode mode;
        private final Listener listener;
        private final Instant startedAt = transactions.readOnly(profile, Tx::now);
        private final ConsecutiveFailureLimit failures = new ConsecutiveFailureLimit();
        private long listed;
        private long made;
        private long skipped;
        private long others;

        OrphanRun(Optional<ProjectId> of, Mode mode, Listener listener) {
            this.of = of;
            this.mode = mode;
            this.listener = listener;
            // a key may contain only a hash of the project id; a missing project is created with the id in the key
            this.into = of.filter(id ->
                    transactions.readOnly(profile, tx -> tx.projects().find(id)).isPresent());
        }

        Recovery all() {
            BlobPrefix prefix = of.map(MediaKeys::of).orElse(MediaKeys.ROOT);
            new FilesWithoutRows(transactions, media.blobs(), profile, prefix).each(this::isSelected, part -> {
                part.orphans().forEach(file -> recover(file.key()));
                listed += part.listed();
                listener.at(listed);
            });
            return new Recovery(made, skipped, others);
        }

        private boolean isSelected(BlobInfo file) {
            return file.modifiedAt().isBefore(startedAt) && !MediaKeys.isThumbnail(file.key());
        }

        private void recover(BlobKey key) {
            try {
                if (mode == Mode.MAKE) {
                    listener.made(makeRow(key, into, of.isEmpty(), (tx, row) -> {}));
                } else {
                    preview(key);
                }
                made++;
                failures.reset();
            } catch (StorageException.NotFound e) {
                // it belongs to another profile, or got a row or was removed since it was listed
                others++;
            } catch (StorageException.InvalidInput | StorageException.Corrupt e) {
                skip(key, e);
                failures.reset();
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
            ProjectId project = into.orElseGet(() -> requireProjectInKey(key));
            Optional<VideoProject> row =
                    transactions.readOnly(profile, tx -> tx.projects().find(project));
            listener.found(key, project, RecoveredRows.rowKind(project, row, key, kind));
        }
    }

    /**
     * @param requireOwner whether to refuse a file whose project exists in no profile if other profiles use the
     *     database
     */
    private UndeleteResult makeRow(
            BlobKey key, Optional<ProjectId> into, boolean requireOwner, Alongside<UndeleteResult> alongside) {
        transactions.readOnly(profile, tx -> requireRecoverable(tx, key, requireOwner));
        BlobInfo info = media.blobs().stat(key).orElseThrow(() -> noLongerExists(key));
        MediaFormat format = requireFormat(key);
        MediaKind kind = kindOf(key, format);
        StoredBlob file = media.reader().measure(key);
        MetadataMerger metadata =
                new MetadataMerger(media.metadata().read(key, format, kind, Optional.empty()), Map.of());
        Instant modified = info.modifiedAt().truncatedTo(ChronoUnit.MICROS);
        RecoveredRow<?> row = insertWithOriginalId(
                MediaKeys.idOf(key, kind),
                id -> transactions.inTransaction(profile, tx -> {
                    boolean isOrphan = requireRecoverable(tx, key, requireOwner);
                    Optional<BlobKey> thumbnail = reserve(tx, key, kind);
                    Instant storedAt = modified.isBefore(tx.now()) ? modified : tx.now();
                    VideoProject project = into.map(one -> MediaTable.PROJECTS.require(tx, one))
                            .orElseGet(() -> projectOf(tx, key, isOrphan, storedAt));
                    RecoveredRow<?> made = rows.insert(
                            tx, project, new RecoveredRows.File(file, kind, metadata, storedAt, thumbnail), id);
                    alongside.run(tx, made.result(key));
                    return made;
                }));
        row.addThumbnail(media.thumbnails());
        return row.result(key);
    }

    /** Uses the original id if possible, so that references to the row become valid again. */
    private <T> T insertWithOriginalId(Optional<String> id, Function<String, T> insert) {
        if (id.isPresent()) {
            try {
                return insert.apply(id.get());
            } catch (StorageException.AlreadyExists e) {
                // the id is in use; use a new one
            }
        }
        return insert.apply(ids.next());
    }

    private MediaFormat requireFormat(BlobKey key) {
        return media.reader()
                .formatOf(key, Optional.empty())
                .orElseThrow(() -> new StorageException.InvalidInput(
                        key.value(), "The file " + key + " has no supported format and cannot be undeleted."));
    }

    /** Audio may be in a video container: its key shows the kind that it was stored as. */
    private static MediaKind kindOf(BlobKey key, MediaFormat format) {
        return MediaFormat.ofName(key.value())
                .map(MediaFormat::kind)
                .filter(format::mayBe)
                .orElse(format.kind());
    }

    /**
     * Makes sure that the file can be undeleted in the profile. Files of other profiles are treated as not existing.
     *
     * @return whether the file has no tombstone, so that its former owner is unknown
     */
    private boolean requireRecoverable(Tx tx, BlobKey key, boolean requireOwner) {
        if (tx.references().tombstone(key).isPresent()) {
            return false;
        }
        if (tx.references().find(key).isPresent()) {
            throw alreadyHasRow(tx, key);
        }
        boolean isOrphan = MediaKeys.ROOT.covers(key)
                && tx.references().unknown(List.of(key)).contains(key)
                && tx.maintenance()
                        .ofOtherProfiles(MediaKeys.projectOf(key).stream().toList())
                        .isEmpty();
        if (!isOrphan) {
            throw notRecoverable(key);
        }
        if (requireOwner) {
            MediaKeys.projectOf(key).ifPresent(project -> requireKnownOwner(tx, key, project));
        }
        return true;
    }

    private static void requireKnownOwner(Tx tx, BlobKey key, ProjectId project) {
        if (tx.projects().find(project).isEmpty() && tx.maintenance().hasOtherProfiles()) {
            throw new StorageException.InvalidInput(
                    key.value(),
                    "Its project " + project
                            + " does not exist in any profile. Other profiles use this database too, so name the project: --project "
                            + project
                            + ".");
        }
    }

    /** The error for a file that a row of the profile refers to. */
    private StorageException.NotFound alreadyHasRow(Tx tx, BlobKey key) {
        Optional<String> row = Stream.of(MediaTable.IMAGES, MediaTable.AUDIO, MediaTable.VIDEOS)
                .flatMap(table -> rowInKey(tx, table, key).stream())
                .findFirst()
                .or(() -> MediaKeys.projectOf(key)
                        .flatMap(id -> tx.projects().find(id))
                        .filter(project -> project.videoPath().equals(Optional.of(key)))
                        .map(project -> "project " + project.id() + ", as its final cut"));
        return new StorageException.NotFound(
                key.value(),
                "The file " + key + " already has a row"
                        + row.map(one -> ": " + one).orElse("") + ". There is nothing to undelete.");
    }

    /** The row whose id is in the key, if it refers to the file. */
    private static <R> Optional<String> rowInKey(Tx tx, MediaTable<R> table, BlobKey key) {
        return MediaKeys.idOf(key, table.kind())
                .filter(id -> table.rows()
                        .find()
                        .apply(tx, id)
                        .flatMap(table.file()::get)
                        .filter(key::equals)
                        .isPresent())
                .map(id -> table.noun() + " " + id);
    }

    private StorageException.NotFound notRecoverable(BlobKey key) {
        return new StorageException.NotFound(
                key.value(),
                "The file " + key + " cannot be undeleted in profile " + profile
                        + (MediaKeys.ROOT.covers(key)
                                ? ": it is not in the blob store, or it belongs to another profile."
                                : ": only files below " + MediaKeys.ROOT + "/ can."));
    }

    /**
     * Only files of the profile are reported as gone; for all others the error is the same as for another profile's.
     */
    private StorageException.NotFound noLongerExists(BlobKey key) {
        boolean isOfProfile = transactions.readOnly(
                profile,
                tx -> tx.references().tombstone(key).isPresent()
                        || MediaKeys.projectOf(key)
                                .flatMap(id -> tx.projects().find(id))
                                .isPresent());
        return isOfProfile
                ? new StorageException.NotFound(key.value(), "The file " + key + " no longer exists in the blob store.")
                : notRecoverable(key);
    }

    /**
     * Protects the file and its thumbnail from collection until the transaction ends.
     *
     * @return the thumbnail, if it exists
     */
    private Optional<BlobKey> reserve(Tx tx, BlobKey key, MediaKind kind) {
        List<BlobKey> thumbnails = kind == MediaKind.AUDIO
                ? List.of()
                : Stream.of(MediaFormat.JPEG, MediaFormat.PNG)
                        .map(format -> MediaKeys.thumbnail(key, Optional.empty(), format))
                        .filter(thumbnail -> media.reader().isNonEmpty(thumbnail) && isFree(tx, thumbnail))
                        .toList();
        try {
            // in the order in which collections lock keys, to avoid deadlocks
            Stream.concat(Stream.of(key), thumbnails.stream()).sorted().forEach(tx.references()::reserve);
        } catch (StorageException.Integrity e) {
            // it belongs to another profile now
            throw notRecoverable(key);
        }
        if (!media.reader().isNonEmpty(key)) {
            throw new StorageException.NotFound(key.value(), "The file " + key + " has already been collected.");
        }
        return thumbnails.stream().filter(media.reader()::isNonEmpty).findFirst();
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
            // the project was deleted, and undeleting it was not requested
            throw new StorageException.NotFound(
                    key.value(),
                    "The project of " + key
                            + " no longer exists, or the key does not contain its id. Add --project ID to choose the project for"
                            + " the file.");
        }
        ProjectId id = requireProjectInKey(key);
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
            // another profile has created it meanwhile
            throw notRecoverable(key);
        }
        return MediaTable.PROJECTS.require(tx, id);
    }

    private static ProjectId requireProjectInKey(BlobKey key) {
        return MediaKeys.projectOf(key)
                .orElseThrow(() -> new StorageException.InvalidInput(
                        key.value(),
                        "The key " + key
                                + " does not contain a project id. Undelete this file by its key, and add --project ID to choose its"
                                + " project."));
    }
}
