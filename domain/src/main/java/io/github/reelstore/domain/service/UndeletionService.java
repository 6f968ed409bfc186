package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.MediaFormat;
import io.github.reelstore.domain.media.MediaKeys;
import io.github.reelstore.domain.media.MediaKind;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.RowKind;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.IdGenerator;
import io.github.reelstore.domain.port.Transactions;
import io.github.reelstore.domain.port.Tx;
import io.github.reelstore.domain.service.MediaService.Measured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings files of one profile back that were deleted and not collected yet. Rows do not come back: the file gets a new one, which
 * knows of it what its bytes tell.
 */
public final class UndeletionService {

    /** Where the provider was noted is gone with the row. */
    private static final String UNKNOWN_PROVIDER = "unknown";

    private final Transactions transactions;
    private final MediaService media;
    private final IdGenerator ids;
    private final ProfileId profile;

    /** Serves one profile. */
    public UndeletionService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media;
        this.ids = ids;
        this.profile = profile;
    }

    /**
     * Brings a file back under its key. A final cut becomes that of its project again if the project has none by now; any other
     * file becomes an image, speech or a clip.
     *
     * @param into the project that gets it; empty for the one that its key names
     * @throws StorageException.NotFound if the profile has no tombstone of that key, the file is gone, or there is no such project
     * @throws StorageException.InvalidInput if the file is not of a kind that is stored, or a thumbnail
     * @throws StorageException.Integrity if the storage bears another store's id
     */
    public Undeleted undelete(BlobKey key, Optional<ProjectId> into) {
        if (MediaKeys.isThumbnail(key)) {
            throw new StorageException.InvalidInput(
                    key.value(),
                    "The file " + key + " is a thumbnail; bring its original back, which gets a thumbnail then.");
        }
        media.bind();
        transactions.readOnly(profile, tx -> {
            requireDeleted(tx, key);
            return true;
        });
        Measured file = media.measure(key);
        MediaFormat format = media.formatOf(key)
                .orElseThrow(() -> new StorageException.InvalidInput(
                        key.value(), "The file " + key + " is of no kind that can be stored again."));
        MediaKind kind = kindOf(key, format);
        RowFacts facts = new RowFacts(media.factsOf(key, format, kind, Optional.empty()), Map.of());
        String id = ids.next();
        Undeleted back = transactions.inTransaction(profile, tx -> {
            requireDeleted(tx, key);
            requireThere(tx, key);
            VideoProject project = ProjectService.require(tx, into.orElseGet(() -> projectOf(tx, key)));
            return insert(tx, project, key, kind, facts, file, id);
        });
        addThumbnail(back);
        return back;
    }

    private void addThumbnail(Undeleted back) {
        switch (back.row()) {
            case IMAGE -> add(MediaRows.IMAGES, tx -> tx.images().find(new ImageId(back.rowId())));
            case GENERATION -> add(MediaRows.CLIPS, tx -> tx.generations().find(new GenerationId(back.rowId())));
            case PROJECT -> add(MediaRows.CUTS, tx -> tx.projects().find(new ProjectId(back.rowId())));
            case AUDIO -> {}
        }
    }

    private <R> void add(MediaRows<R> rows, Function<Tx, Optional<R>> find) {
        transactions
                .readOnly(profile, find::apply)
                .ifPresent(row -> media.thumbnails().add(rows, row));
    }

    /** Speech may be in a container of videos: its key tells what it was stored as. */
    private static MediaKind kindOf(BlobKey key, MediaFormat format) {
        return MediaFormat.ofName(key.value())
                .map(MediaFormat::kind)
                .filter(format::mayBe)
                .orElse(format.kind());
    }

    private void requireDeleted(Tx tx, BlobKey key) {
        if (tx.references().tombstone(key).isEmpty()) {
            throw new StorageException.NotFound(
                    key.value(),
                    "No file " + key + " of profile " + profile + " was deleted and can still be brought back.");
        }
    }

    private void requireThere(Tx tx, BlobKey key) {
        if (!media.isStored(tx, key)) {
            throw new StorageException.NotFound(key.value(), "The file " + key + " was collected already.");
        }
    }

    private static ProjectId projectOf(Tx tx, BlobKey key) {
        List<String> segments = key.segments();
        if (segments.size() > 2 && segments.get(0).equals(MediaKeys.ROOT.value())) {
            ProjectId project = new ProjectId(segments.get(1));
            if (tx.projects().find(project).isPresent()) {
                return project;
            }
        }
        throw new StorageException.NotFound(
                key.value(),
                "The project of " + key
                        + " is no longer there, or the key does not tell which it is; name the project that shall have"
                        + " the file.");
    }

    private Undeleted insert(
            Tx tx, VideoProject project, BlobKey key, MediaKind kind, RowFacts facts, Measured file, String id) {
        return switch (kind) {
            case IMAGE -> {
                tx.images()
                        .insert(MediaRows.IMAGES.filled(
                                facts,
                                ImageGeneration.builder()
                                        .id(new ImageId(id))
                                        .profileId(profile)
                                        .projectId(project.id())
                                        .provider(UNKNOWN_PROVIDER)
                                        .filePath(key)
                                        .byteSize(file.size())
                                        .contentHash(file.hash())
                                        .createdAt(tx.now())
                                        .updatedAt(tx.now())
                                        .build()));
                yield new Undeleted(key, project.id(), RowKind.IMAGE, id);
            }
            case AUDIO -> {
                tx.audio()
                        .insert(MediaRows.SPEECH.filled(
                                facts,
                                AudioGeneration.builder()
                                        .id(new AudioId(id))
                                        .profileId(profile)
                                        .projectId(project.id())
                                        .provider(UNKNOWN_PROVIDER)
                                        .filePath(key)
                                        .byteSize(file.size())
                                        .contentHash(file.hash())
                                        .createdAt(tx.now())
                                        .updatedAt(tx.now())
                                        .build()));
                yield new Undeleted(key, project.id(), RowKind.AUDIO, id);
            }
            case VIDEO ->
                isItsFinalCut(project, key)
                        ? finalCut(tx, project, key, facts, file)
                        : clip(tx, project, key, facts, file, id);
        };
    }

    private static boolean isItsFinalCut(VideoProject project, BlobKey key) {
        // what lies right in the project's folder
        boolean isCut = MediaKeys.of(project.id()).covers(key) && key.segments().size() == 3;
        return isCut && project.videoPath().isEmpty();
    }

    private static Undeleted finalCut(Tx tx, VideoProject project, BlobKey key, RowFacts facts, Measured file) {
        tx.projects()
                .update(
                        project.id(),
                        MediaRows.CUTS
                                .difference(project, MediaRows.CUTS.filled(facts, project))
                                .set(ProjectField.VIDEO_PATH, key)
                                .set(ProjectField.CONTENT_HASH, file.hash()));
        return new Undeleted(key, project.id(), RowKind.PROJECT, project.id().value());
    }

    private Undeleted clip(Tx tx, VideoProject project, BlobKey key, RowFacts facts, Measured file, String id) {
        tx.generations()
                .insert(MediaRows.CLIPS.filled(
                        facts,
                        VideoGeneration.builder()
                                .id(new GenerationId(id))
                                .profileId(profile)
                                .projectId(project.id())
                                .status(GenerationStatus.COMPLETED)
                                .filePath(key)
                                .byteSize(file.size())
                                .contentHash(file.hash())
                                .createdAt(tx.now())
                                .updatedAt(tx.now())
                                .completedAt(tx.now())
                                .build()));
        return new Undeleted(key, project.id(), RowKind.GENERATION, id);
    }
}
