package io.github.reelstore.domain.service;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.BlobSource;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.MediaKeys;
import io.github.reelstore.domain.model.Patch;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectField;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.media.StagedMedia;
import io.github.reelstore.domain.port.rows.Deletion;
import io.github.reelstore.domain.port.rows.IdGenerator;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectContents;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Transactions;
import io.github.reelstore.domain.service.ProjectWithGenerations.GenerationView;
import io.github.reelstore.domain.service.internal.MediaComponents;
import io.github.reelstore.domain.service.internal.MediaTable;
import io.github.reelstore.domain.service.internal.MetadataMerger;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The projects of one profile. Every method may throw {@link StorageException.Unavailable}. */
public final class ProjectService {

    private final Transactions transactions;
    private final MediaComponents media;
    private final IdGenerator ids;
    private final ProfileId profile;
    private final RowAccess rows;

    /** Creates the service for one profile. */
    public ProjectService(Transactions transactions, MediaService media, IdGenerator ids, ProfileId profile) {
        this.transactions = transactions;
        this.media = media.components();
        this.ids = ids;
        this.profile = profile;
        this.rows = new RowAccess(transactions, profile, this.media.publisher());
    }

    /**
     * Creates a project with a title.
     *
     * @throws StorageException.InvalidInput if the title is blank
     */
    public VideoProject create(String title) {
        return create(VideoProject.builder().title(title));
    }

    /**
     * Creates a project. The store sets id, profile, version and times.
     *
     * @throws StorageException.InvalidInput if the project has no title, or a value is not valid
     * @throws StorageException.Integrity if it refers to a file that is not stored
     */
    public VideoProject create(VideoProjectBuilder draft) {
        return transactions.inTransaction(profile, tx -> {
            VideoProject project = draft.id(new ProjectId(ids.next()))
                    .profileId(profile)
                    .version(1)
                    .mediaInfo(Optional.empty())
                    .createdAt(tx.now())
                    .updatedAt(tx.now())
                    .build();
            rows.requireFiles(tx, MediaTable.PROJECTS, project, ProjectField.all());
            tx.projects().insert(project);
            return project;
        });
    }

    /**
     * Returns a project.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public VideoProject get(ProjectId id) {
        return rows.get(MediaTable.PROJECTS, id);
    }

    /** Returns the projects that match the filter, newest first. */
    public Page<VideoProject> list(ProjectFilter filter, PageRequest page) {
        return transactions.readOnly(profile, tx -> tx.projects().list(filter, page));
    }

    /**
     * Applies a patch to a project.
     *
     * @return the updated project
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.InvalidInput if a value is not valid for its column
     * @throws StorageException.Integrity if the patch refers to a file that is not stored
     */
    public VideoProject update(ProjectId id, Patch<VideoProject> patch) {
        return rows.update(MediaTable.PROJECTS, id, patch);
    }

    /**
     * Changes a project, without a patch.
     *
     * <pre>{@code
     * projects.update(id, project -> project.status(ProjectStatus.COMPLETED).script(Optional.empty()));
     * }</pre>
     *
     * @param change receives a builder with the current values; it may be called more than once. Only the columns that
     *     it changes are written
     * @return the updated project
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.InvalidInput if a value is not valid, or the id, profile, version or times are changed
     * @throws StorageException.Integrity if it sets a file that is not stored
     */
    public VideoProject update(ProjectId id, UnaryOperator<VideoProjectBuilder> change) {
        return rows.update(
                MediaTable.PROJECTS,
                id,
                project -> change.apply(project.toBuilder()).build());
    }

    /**
     * Applies a patch if the project has the expected version (optimistic locking).
     *
     * @throws StorageException.Conflict if it has another version
     */
    public VideoProject update(ProjectId id, long expectedVersion, Patch<VideoProject> patch) {
        return transactions.inTransaction(profile, tx -> {
            VideoProject changed = tx.projects().update(id, expectedVersion, patch);
            rows.requireFiles(tx, MediaTable.PROJECTS, changed, patch.fields());
            return changed;
        });
    }

    /**
     * Stores the final cut and sets it in the project. The first final cut gets the key {@code video.mp4} in the folder
     * of the project; a later one gets a key next to it, and the previous one awaits collection unless another row
     * refers to it. Storing the same bytes again changes nothing, unless the file is missing or damaged: then it is
     * stored again. Duration, annotations and thumbnail are replaced by those of the new final cut.
     *
     * @return the updated project
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.InvalidInput if the file is empty or not a video
     */
    public VideoProject setFinalCut(ProjectId id, BlobSource file) {
        media.identity().bind();
        VideoProject before = get(id);
        try (StagedMedia cut = media.stager().stage(MediaKind.VIDEO, file, Optional.empty())) {
            BlobKey next = MediaKeys.finalCut(id, ids.next(), cut.format());
            BlobKey chosen = finalCutKey(before, cut, next);
            if (!isFinalCut(before, cut)) {
                media.publisher().prepareNew(cut, chosen);
            }
            VideoProject after = transactions.inTransaction(profile, tx -> {
                VideoProject project = MediaTable.PROJECTS.require(tx, id);
                if (isFinalCut(project, cut)) {
                    return project;
                }
                StoredBlob stored = media.publisher().publishNew(tx, cut, chosen, next);
                MediaTable<VideoProject> table = MediaTable.PROJECTS;
                VideoProject filled = table.filled(MetadataMerger.of(cut), withoutMetadata(project));
                return table.update(tx, project, table.withFile(finalCutPatch(project, filled), stored));
            });
            return media.thumbnails().add(MediaTable.PROJECTS, after);
        }
    }

    private static Patch<VideoProject> finalCutPatch(VideoProject before, VideoProject after) {
        Patch<VideoProject> patch = MediaTable.PROJECTS.difference(before, after);
        return before.thumbPath().equals(after.thumbPath()) ? patch : patch.clear(ProjectField.THUMB_PATH);
    }

    /** Clears the metadata and the thumbnail of the previous final cut. A custom thumbnail stays. */
    private static VideoProject withoutMetadata(VideoProject project) {
        boolean generated = project.thumbPath()
                .filter(key -> project.videoPath()
                        .filter(cut -> MediaKeys.isThumbnail(key, cut))
                        .isPresent())
                .isPresent();
        VideoProjectBuilder without =
                project.toBuilder().durationMs(Optional.empty()).mediaInfo(Optional.empty());
        return generated ? without.thumbPath(Optional.empty()).build() : without.build();
    }

    private boolean isFinalCut(VideoProject project, StagedMedia cut) {
        return project.contentHash().equals(Optional.of(cut.blob().hash()))
                && project.videoPath()
                        .filter(key -> media.reader().hasIntactCopyOf(cut.blob(), key))
                        .isPresent();
    }

    /** The key of the first final cut, unless another file has it: an earlier final cut that is not this one. */
    private BlobKey finalCutKey(VideoProject project, StagedMedia cut, BlobKey next) {
        BlobKey first = MediaKeys.finalCut(project.id(), cut.format());
        boolean hasOther = project.videoPath().isPresent()
                && !project.contentHash().equals(Optional.of(cut.blob().hash()));
        return hasOther && !media.reader().hasContentOf(cut.blob(), first) ? next : first;
    }

    /**
     * Deletes a project with its videos, images and audio. Their files await collection, unless other rows refer to
     * them.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     * @throws StorageException.Integrity if it has jobs that are not finished
     */
    public Deletion delete(ProjectId id) {
        return transactions.inTransaction(profile, tx -> tx.projects().delete(id));
    }

    /**
     * Counts what {@link #delete} would delete with the project.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public ProjectContents contents(ProjectId id) {
        return transactions.readOnly(profile, tx -> tx.projects().contents(id));
    }

    /**
     * Returns a project with its videos, oldest first, each with its image, inputs and audio. This takes six
     * statements, whatever the number of rows. All of them are in memory at once; {@link #listGenerations} returns them
     * page by page.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public ProjectWithGenerations getProjectWithGenerations(ProjectId projectId) {
        return transactions.readOnly(
                profile, tx -> ProjectView.of(tx, projectId).all());
    }

    /**
     * Returns a project with its videos in one language. A video with audio is included only if it has audio in that
     * language, which is then its audio in the result; a video without audio is always included. A language matches its
     * regional forms ({@code pt} matches {@code pt-BR}); an exact match is preferred.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public ProjectWithGenerations getProjectWithGenerations(ProjectId projectId, LanguageTag language) {
        return transactions.readOnly(
                profile, tx -> ProjectView.of(tx, projectId).in(language));
    }

    /**
     * Returns a page of the videos of a project, oldest first, each with its image, inputs and audio. This takes six
     * statements, whatever the number of rows.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public Page<GenerationView> listGenerations(ProjectId projectId, PageRequest page) {
        return listGenerations(projectId, page, ProjectView::all);
    }

    /**
     * Returns a page of the videos of a project in one language, as {@link #getProjectWithGenerations(ProjectId,
     * LanguageTag)}. It has fewer videos than requested if some of them have no audio in that language.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public Page<GenerationView> listGenerations(ProjectId projectId, LanguageTag language, PageRequest page) {
        return listGenerations(projectId, page, view -> view.in(language));
    }

    private Page<GenerationView> listGenerations(
            ProjectId projectId, PageRequest page, Function<ProjectView, ProjectWithGenerations> shown) {
        return transactions.readOnly(profile, tx -> {
            Page<VideoGeneration> videos = tx.generations().ofProject(projectId, page);
            ProjectView view = ProjectView.of(tx, projectId, videos.items());
            return new Page<>(shown.apply(view).generations(), videos.next());
        });
    }

    /**
     * Returns the images of a project that no video of the project uses, newest first.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public Page<ImageGeneration> imagesWithoutVideo(ProjectId projectId, PageRequest page) {
        return transactions.readOnly(profile, tx -> {
            MediaTable.PROJECTS.require(tx, projectId);
            return tx.images().withoutVideo(projectId, page);
        });
    }

    /**
     * Returns the audio of a project that no video of the project uses, newest first.
     *
     * @throws StorageException.NotFound if the project does not exist in the profile
     */
    public Page<AudioGeneration> audioWithoutVideo(ProjectId projectId, PageRequest page) {
        return transactions.readOnly(profile, tx -> {
            MediaTable.PROJECTS.require(tx, projectId);
            return tx.audio().withoutVideo(projectId, page);
        });
    }
}
