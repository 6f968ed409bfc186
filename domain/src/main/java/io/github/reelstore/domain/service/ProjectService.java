package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.JsonText;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaAnnotations;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.port.rows.Tx;
import io.github.reelstore.domain.service.internal.MediaFiles;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import io.github.reelstore.domain.service.internal.RequiredProject;
import io.github.reelstore.domain.service.internal.Thumbnails;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The projects of one profile. Every method may throw {@link StorageException.Unavailable}. */
public final class ProjectService {

    private final Transactions transactions;
    private final MediaFiles media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final Thumbnails thumbnails;

    /** Serves one profile. */
    public ProjectService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.files();
        this.ids = ids;
        this.profile = profile;
        this.thumbnails = this.media.thumbnails();
    }

    /**
     * Makes a project of what the builder has; id, profile, version and times are filled in.
     *
     * @throws StorageException.InvalidInput if it has no title, or a value is not valid
     * @throws StorageException.Integrity if it names a file that is not stored
     */
    public VideoProject create(VideoProject.Builder draft) {
        return transactions.inTransaction(profile, tx -> {
            VideoProject project = draft.copy()
                    .id(new ProjectId(ids.next()))
                    .profileId(profile)
                    .version(1)
                    .createdAt(tx.now())
                    .updatedAt(tx.now())
                    .build();
            MediaAnnotations.requireNone(project.meta());
            requireFiles(tx, project);
            tx.projects().insert(project);
            return project;
        });
    }

    /**
     * The project.
     *
     * @throws StorageException.NotFound if the profile has none of that id
     */
    public VideoProject get(ProjectId id) {
        return transactions.readOnly(profile, tx -> RequiredProject.find(tx, id));
    }

    /** Projects that meet the filter, newest first. */
    public Page<VideoProject> list(ProjectFilter filter, PageRequest page) {
        return transactions.readOnly(profile, tx -> tx.projects().list(filter, page));
    }

    /**
     * Changes what the patch names.
     *
     * @return the project as it is now
     * @throws StorageException.NotFound if the profile has none of that id
     * @throws StorageException.InvalidInput if a value is not one that its column may have
     * @throws StorageException.Integrity if the patch names a file that is not stored
     */
    public VideoProject update(ProjectId id, Patch<VideoProject> patch) {
        return transactions.inTransaction(profile, tx -> {
            VideoProject changed = tx.projects().update(id, patch);
            requireFiles(tx, changed, patch);
            return changed;
        });
    }

    /**
     * The same, provided that the project still has the version that the caller read.
     *
     * @throws StorageException.Conflict if it has another one
     */
    public VideoProject update(ProjectId id, long expectedVersion, Patch<VideoProject> patch) {
        return transactions.inTransaction(profile, tx -> {
            VideoProject changed = tx.projects().update(id, expectedVersion, patch);
            requireFiles(tx, changed, patch);
            return changed;
        });
    }

    /**
     * Stores the final cut and notes it in the project. The first one gets the project's own address, {@code video.mp4}; one
     * that follows gets an address beside it, and the one before awaits collection unless something else refers to it. The
     * same bytes again change nothing, unless the file is gone or damaged: then they are stored anew. Duration, notes and
     * poster are its own from then on.
     *
     * @return the project as it is now
     * @throws StorageException.NotFound if the profile has no such project
     * @throws StorageException.InvalidInput if the file is empty or no video
     */
    public VideoProject setFinalCut(ProjectId id, BlobSource file) {
        media.bind();
        VideoProject before = get(id);
        try (StagedMedia cut = media.stage(MediaKind.VIDEO, file)) {
            BlobKey next = MediaKeys.finalCut(id, ids.next(), cut.format());
            BlobKey chosen = finalCutKey(before, cut, next);
            if (!isFinalCut(before, cut)) {
                media.prepareNew(cut, chosen);
            }
            return thumbnails.add(MediaTable.FINAL_CUTS, transactions.inTransaction(profile, tx -> {
                VideoProject project = RequiredProject.find(tx, id);
                if (isFinalCut(project, cut)) {
                    return project;
                }
                StoredBlob stored = publishFinalCut(tx, cut, chosen, next);
                VideoProject filled = MediaTable.FINAL_CUTS.filled(MetadataMerger.of(cut), withoutFacts(project));
                return tx.projects()
                        .update(
                                id,
                                cutChanged(project, filled)
                                        .set(ProjectField.VIDEO_PATH, stored.key())
                                        .set(
                                                ProjectField.CONTENT_HASH,
                                                cut.blob().hash()));
            }));
        }
    }

    private static Patch<VideoProject> cutChanged(VideoProject before, VideoProject after) {
        Patch<VideoProject> facts = MediaTable.FINAL_CUTS.difference(before, after);
        return before.thumbPath().equals(after.thumbPath()) ? facts : facts.clear(ProjectField.THUMB_PATH);
    }

    /** What another cut's bytes told, and its poster, go with it; a picture that somebody chose stays. */
    private static VideoProject withoutFacts(VideoProject project) {
        boolean ours = project.thumbPath()
                .filter(key -> project.videoPath()
                        .filter(cut -> MediaKeys.isThumbnail(key, cut))
                        .isPresent())
                .isPresent();
        VideoProject.Builder without = project.toBuilder().durationMs(null).meta(withoutNotes(project.meta()));
        return ours ? without.thumbPath(null).build() : without.build();
    }

    private static @Nullable JsonText withoutNotes(Optional<JsonText> meta) {
        return MediaAnnotations.NONE.into(meta).orElse(null);
    }

    private boolean isFinalCut(VideoProject project, StagedMedia cut) {
        return project.contentHash().equals(Optional.of(cut.blob().hash()))
                && project.videoPath().filter(key -> media.isSound(key, cut)).isPresent();
    }

    private StoredBlob publishFinalCut(Tx tx, StagedMedia cut, BlobKey chosen, BlobKey next) {
        // to reserve a key takes its tombstone away: one whose file stays what it is must keep it, or nobody would
        // collect that
        BlobKey key = media.isTaken(chosen, cut) ? next : chosen;
        tx.references().reserve(key);
        try {
            return media.publishNew(cut, key);
        } catch (StorageException.AlreadyExists taken) {
            tx.references().reserve(next);
            return media.publishNew(cut, next);
        }
    }

    /** The project's own address, unless it has another cut: then an earlier one may hold that address, if not this very one. */
    private BlobKey finalCutKey(VideoProject project, StagedMedia cut, BlobKey next) {
        BlobKey first = MediaKeys.finalCut(project.id(), cut.format());
        boolean another = project.videoPath().isPresent()
                && !project.contentHash().equals(Optional.of(cut.blob().hash()));
        return another && !media.holds(first, cut) ? next : first;
    }

    /** A row never points at a file that is not there. */
    private void requireFiles(Tx tx, VideoProject project) {
        project.videoPath().ifPresent(key -> media.requireStored(tx, key));
        project.thumbPath().ifPresent(key -> media.requireStored(tx, key));
    }

    private void requireFiles(Tx tx, VideoProject changed, Patch<VideoProject> patch) {
        if (patch.fields().contains(ProjectField.VIDEO_PATH) || patch.fields().contains(ProjectField.THUMB_PATH)) {
            requireFiles(tx, changed);
        }
    }

    /**
     * Removes the project with its generations, images and speech. Their files await collection, unless something else
     * refers to them.
     *
     * @throws StorageException.NotFound if the profile has no such project
     */
    public Deletion delete(ProjectId id) {
        return transactions.inTransaction(profile, tx -> tx.projects().delete(id));
    }

    /**
     * The project with its generations, oldest first, each with its image, inputs and speech. It takes six statements,
     * whatever the number of rows.
     *
     * @throws StorageException.NotFound if the profile has no such project
     */
    public ProjectWithGenerations getProjectWithGenerations(ProjectId projectId) {
        return transactions.readOnly(profile, tx -> new ProjectView(tx, projectId).all());
    }

    /**
     * The same as a viewer of one language has it: a generation that has speech is there only if some of it is in that
     * language, and that is the one resolved; a generation without speech belongs to every language. A language matches its
     * regional forms ({@code pt} matches {@code pt-BR}); the exact one is preferred.
     *
     * @throws StorageException.NotFound if the profile has no such project
     */
    public ProjectWithGenerations getProjectWithGenerations(ProjectId projectId, LanguageTag language) {
        return transactions.readOnly(profile, tx -> new ProjectView(tx, projectId).in(language));
    }
}
